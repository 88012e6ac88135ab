package org.skymask.round;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.round.Aggregator.Judgement;
import org.skymask.round.Aggregator.RejectedException;

/** Judgements that no rule made. */
final class Judgements {
  private Judgements() {}

  /** Nobody is accepted. */
  static Judgement rejected(RejectedException rejection, int clients) {
    double[] none = new double[clients];
    Arrays.fill(none, Double.NaN);
    double[][] nowhere = new double[clients][];
    Arrays.fill(nowhere, new double[] {Double.NaN, Double.NaN});
    return new Judgement(
        new boolean[clients],
        Reason.MASKED_OUT,
        none,
        nowhere,
        none,
        List.of(),
        rejection.losses(),
        List.of(),
        Double.NaN,
        null,
        String.valueOf(rejection.getMessage()));
  }
}
