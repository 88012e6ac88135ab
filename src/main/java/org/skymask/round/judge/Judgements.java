package org.skymask.round.judge;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.skymask.model.DecisionRecord;
import org.skymask.model.Reason;
import org.skymask.round.judge.Aggregator.Combination;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Aggregator.RejectedException;

/** Makes judgements without a plane, and judgements of rejected rounds. */
public final class Judgements {
  private Judgements() {}

  /** The judgement of a rule that accepted too few clients. */
  public static Judgement tooFew(Judgement judgement, int minimum) {
    int accepted = judgement.acceptedCount();
    return accepted == 0
        ? judgement
        : judgement.because(
            "Only "
                + accepted
                + (accepted == 1 ? " client is" : " clients are")
                + " accepted, and quorum.minimum-accepted is "
                + minimum
                + ". "
                + judgement.why());
  }

  /** Without a judgement of the rule: nobody is accepted. */
  public static Judgement rejected(RejectedException rejection, int clients) {
    return withoutPlane(
        new boolean[clients],
        Reason.MASKED_OUT,
        rejection.losses(),
        null,
        String.valueOf(rejection.getMessage()),
        null);
  }

  /** Of a rule that knows neither plane nor masks. */
  static Judgement plain(
      boolean[] accepted, String rule, String why, @Nullable Combination combination) {
    return withoutPlane(
        accepted,
        Reason.OUTLIER,
        List.of(),
        new DecisionRecord(rule, OptionalInt.empty(), List.of()),
        why,
        combination);
  }

  private static Judgement withoutPlane(
      boolean[] accepted,
      Reason reason,
      List<Double> losses,
      @Nullable DecisionRecord decision,
      String why,
      @Nullable Combination combination) {
    double[] none = new double[accepted.length];
    Arrays.fill(none, Double.NaN);
    double[][] nowhere = new double[accepted.length][];
    Arrays.fill(nowhere, new double[] {Double.NaN, Double.NaN});
    return new Judgement(
        accepted,
        reason,
        new Aggregator.Plane(none, nowhere, none, List.of()),
        new Aggregator.Training(losses, List.of()),
        new Aggregator.Grounds(OptionalDouble.empty(), decision, why),
        combination,
        null);
  }
}
