package org.skymask.round;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.round.Aggregator.Judgement;
import org.skymask.round.Aggregator.RejectedException;

/** Judgements of rounds that come to no model. */
final class Judgements {
  private Judgements() {}

  /** What the rule said, of which too little is left. */
  static Judgement tooFew(Judgement judgement, int minimum) {
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

  /** The rule came to no judgement: nobody is accepted. */
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
