package org.skymask.memory;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The evidence S against each client. x ≥ 3.5 convicts at once, x = 2.5 in three rounds, x ≤ 2
 * never; innocence cannot be saved up, nor guilt beyond {@link #CAP}.
 */
public final class Evidence {
  /** Who has so much is left out. */
  public static final double CONVICTS = 1.5;

  /** The most there is. */
  public static final double CAP = 6;

  private static final double ALLOWANCE = 2;

  /** x of a candidate whose clients are left out whatever was known of them. */
  static final double CONVICTS_AT_ONCE = ALLOWANCE + CONVICTS;

  private static final double MOST = 6;
  private static final double CLEARS = 1;
  private static final double FADES = 0.96;

  private final double[] gain;
  private final boolean[] less;
  private final boolean[] held;

  private Evidence(int clients) {
    this.gain = new double[clients];
    this.less = new boolean[clients];
    this.held = new boolean[clients];
  }

  /**
   * The evidence after a round.
   *
   * @param before [clients present]
   * @param best the good candidate of this round with the largest x; null for none
   * @param standing the candidate of all present who had been convicted before; null for none
   * @param helpsAlone whether a client's update is of use by itself; asked where it matters only
   * @return [clients present]
   */
  public static double[] after(
      double[] before,
      @Nullable Candidate best,
      @Nullable Candidate standing,
      IntPredicate helpsAlone) {
    Evidence round = new Evidence(before.length);
    if (best != null) {
      round.accuse(best, helpsAlone);
    } else if (standing != null) {
      round.review(standing, helpsAlone);
    }
    double[] after = new double[before.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = Math.max(0, Math.min(CAP, round.of(before[i], i)));
    }
    return after;
  }

  private double of(double before, int i) {
    if (gain[i] > 0) {
      return before + gain[i];
    }
    return less[i] ? before - CLEARS : held[i] ? before : before * FADES;
  }

  private void accuse(Candidate best, IntPredicate helpsAlone) {
    double more = Math.max(0, Math.min(best.netHarm(), MOST) - ALLOWANCE);
    for (int i = 0; i < gain.length; i++) {
      boolean out = best.out()[i];
      boolean cleared = !out || !best.twin() && helpsAlone.test(i);
      gain[i] = cleared ? 0 : more;
      less[i] = cleared;
      held[i] = out;
    }
  }

  private void review(Candidate standing, IntPredicate helpsAlone) {
    boolean refuted = !standing.isGood() && standing.isRefuted();
    for (int i = 0; i < gain.length; i++) {
      if (standing.out()[i]) {
        held[i] = standing.isGood();
        less[i] = refuted || !standing.twin() && helpsAlone.test(i);
      }
    }
  }
}
