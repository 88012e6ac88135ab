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

  /** B's mean that points so far the root update's way oversteps at worst. */
  private static final double ALONG = 0.3;

  /** B's updates are boosted whose median is so many times as long as what is usual. */
  private static final double BOOSTED = 2;

  /** What x of a good candidate gains where B is boosted. */
  private static final double BOOST = 2;

  /** What an overstep of a right direction counts as. */
  private static final double OVERSTEP = 4;

  private static final double TWIN = 0.9;
  private static final double APART = 0.2;
  private static final double VOTES = 2;
  private static final double TIGHT = 2;
  private static final double BONUS = 0.5;
  private static final double MOST_TIGHT = 4;
  private static final double MOST_HARM = 2;

  /**
   * Whether B's updates are much longer than others: than all clients', or, since a boosted
   * majority is what is usual, than both A's and the root update. A alone would not do: a few who
   * send next to nothing would make everybody else look boosted.
   *
   * @param length median norm of B, as sent
   * @param usual median norm of all clients, as sent
   * @param kept median norm of A, as sent
   * @param root norm of the root update
   */
  public static boolean isBoosted(double length, double usual, double kept, double root) {
    return length > BOOSTED * usual || (length > BOOSTED * kept && length > BOOSTED * root);
  }

  /**
   * h: t, and where B goes the root update's way without being boosted no less than what an
   * overstep counts as.
   *
   * @param t of (loss of the base model − loss of B)
   * @param cosine of the root update and B's mean
   */
  public static double help(double t, double cosine, boolean boosted) {
    return boosted || cosine <= ALONG ? t : Math.max(t, OVERSTEP);
  }

  /**
   * Whether B are copies of each other: no honest training makes any.
   *
   * @param within mean cosine of B's pairs
   * @param kept mean cosine of A's pairs
   */
  public static boolean isTwin(double within, double kept) {
    return within >= TWIN && kept <= within - APART;
  }

  /**
   * x = u + [a view of all layers] 0.5·clip(g − 2, 0, 4) − [not twin] max(0, h) + clip((−h − 2)/2,
   * 0, 2). Where B is boosted and that is enough for a good candidate, 2 more, up to what convicts
   * at once: clean root data show little of a backdoor, and nothing once the model has it.
   *
   * @param gain of the split in a view of all layers, otherwise NaN
   */
  public static double netHarm(double u, double gain, double help, boolean twin, boolean boosted) {
    double tight = Double.isNaN(gain) ? 0 : BONUS * clip(gain - TIGHT, MOST_TIGHT);
    double harm = u + tight - (twin ? 0 : Math.max(0, help)) + clip((-help - 2) / 2, MOST_HARM);
    return boosted && harm >= HARMS
        ? Math.max(harm, Math.min(harm + BOOST, Evidence.CONVICTS_AT_ONCE))
        : harm;
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
