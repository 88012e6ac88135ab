package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skymask.history.JudgedRound;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;

/**
 * What was remembered of a client, round by round.
 *
 * @param result of the last round
 * @param rounds [rounds]: null where the client was not there or nothing was remembered
 */
record ClientMemory(ClientResult result, List<@Nullable Recalled> rounds) {
  /** Evidence from which on a client is left out (remembered.md#verdict). */
  static final double CONVICTS = 1.5;

  static ClientMemory of(ClientResult result, List<JudgedRound> rounds) {
    List<@Nullable Recalled> recalled = new ArrayList<>();
    for (JudgedRound round : rounds) {
      recalled.add(
          round.clients().stream()
              .filter(client -> client.client().equals(result.client()))
              .map(ClientResult::recalled)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null));
    }
    return new ClientMemory(result, recalled);
  }

  String client() {
    return result.client();
  }

  Recalled now() {
    return Objects.requireNonNull(result.recalled());
  }

  double evidence() {
    return now().evidence();
  }

  boolean isLeftOut() {
    return result.verdict() == Verdict.FILTERED;
  }

  boolean isSuspect() {
    return isLeftOut() || evidence() > 0 || now().reversed();
  }

  /**
   * Why it is left out, or what is held against it; empty where nothing is.
   *
   * @param usual curvature of the accepted clients, null where not known
   */
  String sentence(@Nullable Double usual) {
    if (isLeftOut() && result.detail() != null) {
      return "It was " + result.detail() + ".";
    }
    if (now().reversed()) {
      String others =
          usual == null ? "" : ", the accepted clients " + Numbers.signedFixed(usual, 2);
      return "It reversed its updates in "
          + rounds(Recalled::reversed)
          + ": curvature "
          + Numbers.orNone(now().curvature(), value -> Numbers.signedFixed(value, 2))
          + others
          + ".";
    }
    if (evidence() >= CONVICTS) {
      return "Its group did harm: evidence of "
          + Numbers.fixed(CONVICTS, 1)
          + " or more in "
          + rounds(recalled -> recalled.evidence() >= CONVICTS)
          + ".";
    }
    if (isLeftOut()) {
      return "It is new, and this round alone speaks against it.";
    }
    return evidence() > 0 ? "Some evidence, too little to leave it out." : "";
  }

  /** {@code 5 of the last 6 rounds}, of those in which it was there. */
  private String rounds(Predicate<Recalled> such) {
    int there = 0;
    int found = 0;
    for (Recalled recalled : rounds) {
      there += recalled == null ? 0 : 1;
      found += recalled != null && such.test(recalled) ? 1 : 0;
    }
    return there == 1 ? "this round" : found + " of its last " + there + " rounds";
  }
}
