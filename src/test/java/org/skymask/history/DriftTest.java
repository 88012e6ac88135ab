package org.skymask.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.skymask.history.Clients.accepted;
import static org.skymask.history.Clients.filtered;
import static org.skymask.history.Clients.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.skymask.history.Track.Finding;
import org.skymask.history.Track.Kind;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;

class DriftTest {
  private static History history(int rounds, IntFunction<ClientResult> one) {
    List<JudgedRound> judged = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      judged.add(Clients.with(round, one.apply(round)));
    }
    return History.of(judged, History.RECENT);
  }

  private static List<Finding> findings(int rounds, IntFunction<ClientResult> one) {
    History history = history(rounds, one);
    assertThat(history.drifting()).allMatch(track -> track.client().equals("one"));
    return history.tracks().get(0).findings();
  }

  @Test
  void oneAmongTheOthersDoesNotDrift() {
    assertThat(findings(20, round -> accepted("one", 1 + 0.05 * (round % 3), 0.5))).isEmpty();
  }

  @Test
  void farFromTheOthersFromTheBeginning() {
    List<Finding> findings = findings(4, round -> accepted("one", 3, 0.5));
    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.APART);
    assertThat(findings.get(0).figure()).isEqualTo(Figure.NORM);
    assertThat(findings.get(0).sentence())
        .matches("norm \\d+\\.\\d deviations above the others \\(median of 4 recent rounds\\)");
    assertThat(findings(2, round -> accepted("one", 3, 0.5))).as("two rounds").isEmpty();
  }

  @Test
  void oneOddRoundIsNoDrift() {
    assertThat(findings(12, round -> accepted("one", round == 11 ? 50 : 1, 0.5))).isEmpty();
  }

  @Test
  void awayFromItsOwnPast() {
    IntFunction<ClientResult> falls =
        round -> accepted("one", 1, round <= 8 ? 0.55 + 0.001 * (round % 2) : 0.3);
    List<Finding> findings = findings(13, falls);
    assertThat(findings).extracting(Finding::kind).contains(Kind.MOVED);
    Finding moved = findings.get(findings.size() - 1);
    assertThat(moved.figure()).isEqualTo(Figure.DENSITY);
    assertThat(moved.value()).isLessThan(-Drift.FAR);
    assertThat(moved.sentence())
        .startsWith("mask density fell by ")
        .endsWith(" against its own past (5 recent rounds, 8 before)");
    assertThat(findings(9, falls)).as("one recent round").isEmpty();
  }

  /** Norms that shrink for everybody as the model settles are nobody's drift. */
  @Test
  void whatAllDoIsNobodysDrift() {
    List<JudgedRound> rounds = new ArrayList<>();
    for (int round = 1; round <= 12; round++) {
      double scale = Math.exp(-round);
      List<ClientResult> clients = new ArrayList<>();
      for (ClientResult client : Clients.usual()) {
        clients.add(
            accepted(
                client.client(),
                scale * requireNonNull(client.contribution().norm()),
                requireNonNull(client.place().maskDensity())));
      }
      rounds.add(new JudgedRound(round, "a", Outcome.COMMITTED, clients));
    }
    assertThat(History.of(rounds, History.RECENT).drifting()).isEmpty();
  }

  @Test
  void filteredOften() {
    List<Finding> findings =
        findings(9, round -> round < 7 ? accepted("one", 1, 0.5) : filtered("one", 1, 0.5));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).kind()).isEqualTo(Kind.FILTERED);
    assertThat(findings.get(0).value()).isEqualTo(0.6);
    assertThat(findings.get(0).sentence())
        .isEqualTo("filtered in 3 of 5 recent rounds, before in 0 of 4");
    assertThat(findings(9, round -> round < 8 ? accepted("one", 1, 0.5) : filtered("one", 1, 0.5)))
        .isEmpty();
  }

  @Test
  void roundsThatFailedAsAWholeCountForNobody() {
    List<JudgedRound> rounds = new ArrayList<>();
    for (int round = 1; round <= 6; round++) {
      List<ClientResult> all =
          Clients.usual().stream()
              .map(
                  c ->
                      filtered(
                          c.client(),
                          requireNonNull(c.contribution().norm()),
                          requireNonNull(c.place().maskDensity())))
              .toList();
      rounds.add(new JudgedRound(round, "a", Outcome.REJECTED, all));
    }
    assertThat(History.of(rounds, History.RECENT).drifting()).isEmpty();
  }

  @Test
  void refusedOften() {
    List<Finding> findings =
        findings(
            5,
            round ->
                round > 3
                    ? accepted("one", 1, 0.5)
                    : refused("one", round == 1 ? Reason.WRONG_BASE : Reason.BAD_SIGNATURE));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).sentence())
        .isEqualTo("refused at admission in 3 of 5 recent rounds: bad-signature, wrong-base");
  }

  @Test
  void whoHasLeftIsForgotten() {
    List<JudgedRound> rounds = new ArrayList<>();
    for (int round = 1; round <= 10; round++) {
      rounds.add(round < 6 ? Clients.with(round, filtered("one", 9, 0.1)) : Clients.with(round));
    }
    History history = History.of(rounds, History.RECENT);
    assertThat(history.drifting()).isEmpty();
    Track left = history.tracks().get(0);
    assertThat(left.count(Verdict.FILTERED)).isEqualTo(5);
    assertThat(left.seen()).hasSize(5);
    assertThat(left.mean(client -> client.contribution().norm())).isEqualTo(9);
    assertThat(left.mean(client -> client.contribution().similarity())).isNull();
  }

  @Test
  void tooFewRoundsTellNothing() {
    IntFunction<ClientResult> usual = round -> accepted("one", 1, 0.5);
    assertThat(history(2, usual).tells()).isFalse();
    assertThat(history(2, usual).nobody())
        .isEqualTo("Too few rounds to tell who drifts: 3 of a client's recent rounds are needed.");
    assertThat(history(3, usual).nobody()).isEqualTo("Nobody drifts.");
    List<JudgedRound> many = new ArrayList<>();
    for (int round = 1; round <= 9; round++) {
      many.add(
          new JudgedRound(
              round, "a", Outcome.COMMITTED, List.of(accepted("c" + round % 4, 1, 0.5))));
    }
    assertThat(History.of(many, 2).tells()).as("two recent rounds").isFalse();
    assertThat(History.of(many, 5).tells()).as("each in two of five").isFalse();
    assertThat(History.of(many, 9).tells()).isTrue();
  }
}
