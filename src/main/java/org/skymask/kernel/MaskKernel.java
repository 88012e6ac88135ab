package org.skymask.kernel;

/**
 * Mask training on one tile of the parameter axis (method.md#mask-training).
 *
 * <p>The masks are kept as E = exp(−logit), so that the mask is s = 1/(1+E) and a step multiplies E
 * by exp(step): no logarithm and no call of exp on the way. All arrays of rows are [rows][length];
 * a tile is the positions [from, to) of them, and the work arrays are as long as the rows.
 */
public final class MaskKernel {
  /** Logits start at 1.0. */
  public static final float START = (float) Math.exp(-1);

  /** Bounds of a state value that {@link #bound} keeps: logits within ±69. */
  public static final float SMALLEST = 1e-30f;

  /** See {@link #SMALLEST}. */
  public static final float LARGEST = 1e30f;

  /**
   * Steps that a mask may take before it has to be kept in bounds: each moves the logit by at most
   * 1, and float32 holds exp(±87).
   */
  public static final int FREE_STEPS = 64;

  /** Positions that are worked on at a time: their columns of every work array stay in cache. */
  public static final int TILE = 2048;

  private MaskKernel() {}

  /**
   * The weighted mean of the rows, total = Σ sᵢ and mean = Σ sᵢΔᵢ / Σ sᵢ.
   *
   * @param deltas Δ, [rows][length]
   * @param e masks as exp(−logit), [rows][length]
   * @param total out, [length]
   * @param mean out, [length]
   */
  public static void mean(float[][] deltas, float[][] e, float[] total, float[] mean) {
    check(deltas, e, total, mean);
    for (int from = 0; from < total.length; from += TILE) {
      int to = Math.min(total.length, from + TILE);
      FastMaskKernel.mean(deltas, e, total, mean, from, to);
    }
  }

  /**
   * One epoch: mᵢ ← mᵢ − clamp(rate · G ⊙ (Δᵢ − mean) ⊙ sᵢ(1−sᵢ)/total, −1, +1), and then the new
   * mean.
   *
   * @param rate η, the learning rate times the number of rows
   * @param gradient G = ∂loss/∂W; this block's part starts at {@code at}
   * @param total in and out, as {@link #mean} left it
   * @param mean in and out, as {@link #mean} left it
   */
  public static void step(
      float[][] deltas,
      float[][] e,
      float[] gradient,
      int at,
      float rate,
      float[] total,
      float[] mean) {
    check(deltas, e, total, mean);
    if (at < 0 || gradient.length - at < total.length) {
      throw new IllegalArgumentException(
          "a gradient of " + gradient.length + " for " + total.length + " positions at " + at);
    }
    float[] halfScale = new float[total.length];
    float[] oldMean = new float[total.length];
    for (int from = 0; from < total.length; from += TILE) {
      int to = Math.min(total.length, from + TILE);
      FastMaskKernel.step(deltas, e, gradient, at, rate, total, mean, halfScale, oldMean, from, to);
    }
  }

  /**
   * Keeps logits within ±69, so that a mask that has long been 0 or 1 neither overflows nor
   * vanishes; asked for before every step after the first {@value #FREE_STEPS}.
   */
  public static void bound(float[][] e) {
    for (float[] row : e) {
      FastMaskKernel.bound(row);
    }
  }

  /** The mask logit of a state value: m = −ln E. */
  public static float logit(float e) {
    return (float) -Math.log(e);
  }

  /** The state value above which a mask is not above the threshold: s &gt; t ⇔ E &lt; 1/t − 1. */
  public static float cut(double threshold) {
    return (float) (1 / threshold - 1);
  }

  /** Σ s over the positions [from, to) of one row. */
  public static double sum(float[] e, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += 1f / (1f + e[j]);
    }
    return sum;
  }

  private static void check(float[][] deltas, float[][] e, float[] total, float[] mean) {
    int length = total.length;
    boolean fits = deltas.length == e.length && deltas.length > 0 && mean.length == length;
    for (int i = 0; fits && i < e.length; i++) {
      fits = deltas[i].length == length && e[i].length == length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          deltas.length + " rows of deltas and " + e.length + " of masks do not fit " + length);
    }
  }
}
