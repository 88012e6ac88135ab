package org.skymask.report;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.DecisionRecord.WitnessValues;

/**
 * A witness that votes on a candidate split (method.md#witnesses), in words. A positive vote speaks
 * for leaving out the clients that the candidate leaves out.
 *
 * @param unit what stands before the measured value
 * @param limit the largest vote, either way
 * @param value what it measured
 * @param ballot the vote for a value before it is cut to the limit
 * @param answers to the question, from the strongest vote against to the strongest vote for
 */
record Witness(
    String symbol,
    String title,
    String question,
    String unit,
    double limit,
    ToDoubleFunction<WitnessValues> value,
    DoubleUnaryOperator ballot,
    List<String> answers) {

  static final Witness LOSS =
      new Witness(
          "a",
          "Root loss",
          "Does a model from the left-out clients alone do worse on the root data than one from the"
              + " kept clients?",
          "t = ",
          2,
          WitnessValues::lossOfLeftOut,
          DoubleUnaryOperator.identity(),
          List.of(
              "clearly better",
              "rather better",
              "no clear difference",
              "rather worse",
              "clearly worse"));
  static final Witness DENSITY =
      new Witness(
          "q",
          "Mask density",
          "Do the masks let less of the left-out clients’ updates through?",
          "pooled deviations: ",
          1,
          WitnessValues::maskDensity,
          DoubleUnaryOperator.identity(),
          List.of("clearly more", "rather more", "about as much", "rather less", "clearly less"));
  static final Witness DIRECTION =
      new Witness(
          "c",
          "Direction",
          "Does the left-out clients’ mean update point less the way of the root update?",
          "difference of cosines: ",
          1,
          WitnessValues::rootCosine,
          cosines -> 20 * cosines,
          List.of("clearly more", "rather more", "about alike", "rather less", "clearly less"));
  static final Witness NEARNESS =
      new Witness(
          "r",
          "Nearness to the root",
          "Are the left-out clients’ masks farther from the mask of the root update?",
          "difference of squared distances: ",
          1,
          WitnessValues::rootDistance,
          Math::signum,
          List.of("nearer", "nearer", "as far", "farther", "farther"));

  /** All of them, in the order of the votes in the method. */
  static final List<Witness> ALL = List.of(LOSS, DENSITY, DIRECTION, NEARNESS);

  /** What the votes must reach. */
  static final double NEEDED = 2;

  /** What all votes together can reach. */
  static final double MOST = ALL.stream().mapToDouble(Witness::limit).sum();

  String measured(Candidate candidate) {
    return unit + Numbers.signed(value.applyAsDouble(candidate.witnesses()));
  }

  /** Its share of the votes; NaN where it measured nothing. */
  double vote(Candidate candidate) {
    double raw = ballot.applyAsDouble(value.applyAsDouble(candidate.witnesses()));
    return Math.max(-limit, Math.min(limit, raw));
  }

  /** The answer to its question in two or three words. */
  String answer(Candidate candidate) {
    double share = vote(candidate) / limit;
    if (Double.isNaN(share)) {
      return "could not be measured";
    }
    return answers.get(share <= -1 ? 0 : share <= -0.5 ? 1 : share < 0.5 ? 2 : share < 1 ? 3 : 4);
  }
}
