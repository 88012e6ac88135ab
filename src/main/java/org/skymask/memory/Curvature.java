package org.skymask.memory;

/**
 * Whether an update gives way as the model moves: κ = −⟨Δʳ − Δˢ, θʳ − θˢ⟩ / (‖Δʳ − Δˢ‖·‖θʳ − θˢ‖)
 * over the trainable part. Positive for whoever descends on data of its own (gradients of a convex
 * loss are monotone), negative for whoever reverses.
 */
public final class Curvature {
  private static final double NOTHING = 1e-20;

  /**
   * Where κ̄ of the root update is below this, the measure does not hold in this federation yet.
   */
  private static final double HOLDS = 0.05;

  /** Where κ̄ of a client is not above this, it may be flagged. */
  public static final double ENTERS = -0.05;

  private static final double LEAVES = 0;

  private Curvature() {}

  /**
   * @param now Δʳ as sent, [count or more]
   * @param then Δˢ as sent
   * @param base θʳ
   * @param earlier θˢ
   * @param count D
   * @return κ, or NaN where neither or only one of the two has changed
   */
  public static double of(float[] now, float[] then, float[] base, float[] earlier, int count) {
    double product = 0;
    double changes = 0;
    double moves = 0;
    for (int j = 0; j < count; j++) {
      double change = (double) now[j] - then[j];
      double move = (double) base[j] - earlier[j];
      product += change * move;
      changes += change * change;
      moves += move * move;
    }
    double size = Math.sqrt(changes) * Math.sqrt(moves);
    return size > NOTHING ? -product / size : Double.NaN;
  }

  /**
   * The flag {@code reversed} after a round. New flags are set only while the root update itself
   * shows that the measure holds: on the first plateau of a network gradients grow along the way.
   */
  static boolean reversed(ClientRecord client, ClientRecord root) {
    double curvature = client.validCurvature();
    return client.reversed()
        ? curvature <= LEAVES
        : root.validCurvature() >= HOLDS && curvature <= ENTERS;
  }
}
