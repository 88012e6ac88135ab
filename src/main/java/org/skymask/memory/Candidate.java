package org.skymask.memory;

/**
 * "Keep A, leave out B" with its witnesses.
 *
 * @param out [clients]: B
 * @param u t of (loss of everybody − loss of A)
 * @param votes of the witnesses of {@code verified}
 * @param help h: t of what B's mean improves by itself
 * @param twin whether B are copies of each other
 * @param netHarm x
 */
@SuppressWarnings("ArrayRecordComponent")
public record Candidate(
    boolean[] out, double u, double votes, double help, boolean twin, double netHarm) {

  /** h above this: B is of use by itself. */
  public static final double HELPS = 3;

  /** What u of a good candidate is at least. */
  public static final double WORST_U = -1;

  /** What x of a good candidate is at least. */
  public static final double HARMS = 1;

  private static final double VOTES = 2;
  private static final double TIGHT = 2;
  private static final double BONUS = 0.5;
  private static final double MOST_TIGHT = 4;
  private static final double MOST_HARM = 2;

  /**
   * x = u + [a view of all layers] 0.5·clip(g − 2, 0, 4) − [not twin] max(0, h) + clip((−h − 2)/2,
   * 0, 2).
   *
   * @param gain of the split in a view of all layers, otherwise NaN
   */
  public static double netHarm(double u, double gain, double help, boolean twin) {
    double tight = Double.isNaN(gain) ? 0 : BONUS * clip(gain - TIGHT, MOST_TIGHT);
    return u + tight - (twin ? 0 : Math.max(0, help)) + clip((-help - 2) / 2, MOST_HARM);
  }

  private static double clip(double value, double most) {
    return Math.max(0, Math.min(most, value));
  }

  /** Whether B is of use and no copies. */
  boolean isUseful() {
    return help > HELPS && !twin;
  }

  /** Whether it may decide. */
  public boolean isGood() {
    return !isUseful() && votes >= VOTES && netHarm >= HARMS && u >= WORST_U;
  }

  /** Whether it says that B was left out wrongly. */
  boolean isRefuted() {
    return u < WORST_U || votes < 0 || isUseful();
  }
}
