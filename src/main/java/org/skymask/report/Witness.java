package org.skymask.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.skymask.model.RoundRecord.Candidate;

/**
 * The four witnesses that vote on a candidate split (method.md, Decision, verified), in words. A
 * positive vote speaks for leaving out the clients that the candidate leaves out.
 */
enum Witness {
  LOSS(
      "a",
      "Root loss",
      "Does a model from the left-out clients alone do worse on the root data than one from the"
          + " kept clients?",
      "t = ",
      2,
      Candidate::a,
      List.of(
          "clearly better",
          "rather better",
          "no clear difference",
          "rather worse",
          "clearly worse")),
  DENSITY(
      "q",
      "Mask density",
      "Do the masks let less of the left-out clients’ updates through?",
      "pooled deviations: ",
      1,
      Candidate::q,
      List.of("clearly more", "rather more", "about as much", "rather less", "clearly less")),
  DIRECTION(
      "c",
      "Direction",
      "Does the left-out clients’ mean update point less the way of the root update?",
      "difference of cosines: ",
      1,
      Candidate::c,
      List.of("clearly more", "rather more", "about alike", "rather less", "clearly less")),
  NEARNESS(
      "r",
      "Nearness to the root",
      "Are the left-out clients’ masks farther from the mask of the root update?",
      "difference of squared distances: ",
      1,
      Candidate::r,
      List.of("nearer", "nearer", "as far", "farther", "farther"));

  /** What the votes must reach. */
  static final double NEEDED = 2;

  /** What all votes together can reach. */
  static final double MOST = 5;

  private final String symbol;
  private final String title;
  private final String question;
  private final String unit;
  private final double limit;
  private final ToDoubleFunction<Candidate> value;
  private final List<String> answers;

  Witness(
      String symbol,
      String title,
      String question,
      String unit,
      double limit,
      ToDoubleFunction<Candidate> value,
      List<String> answers) {
    this.symbol = symbol;
    this.title = title;
    this.question = question;
    this.unit = unit;
    this.limit = limit;
    this.value = value;
    this.answers = answers;
  }

  String symbol() {
    return symbol;
  }

  String title() {
    return title;
  }

  String question() {
    return question;
  }

  /** The largest vote, either way. */
  double limit() {
    return limit;
  }

  String measured(Candidate candidate) {
    return unit + Numbers.signed(value.applyAsDouble(candidate));
  }

  /** Its share of the votes: a and q cut to ±2 and ±1, 20c to ±1, the sign of r. */
  double vote(Candidate candidate) {
    double measured = value.applyAsDouble(candidate);
    double raw =
        switch (this) {
          case LOSS, DENSITY -> measured;
          case DIRECTION -> 20 * measured;
          case NEARNESS -> Math.signum(measured);
        };
    return Math.max(-limit, Math.min(limit, raw));
  }

  /** The answer to its question in two or three words. */
  String answer(Candidate candidate) {
    double share = vote(candidate) / limit;
    if (Double.isNaN(share)) {
      return "could not be measured";
    }
    int index = share <= -1 ? 0 : share <= -0.5 ? 1 : share < 0.5 ? 2 : share < 1 ? 3 : 4;
    return answers.get(index);
  }
}
