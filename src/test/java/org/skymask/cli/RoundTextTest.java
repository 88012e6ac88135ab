package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.Verdict;
import org.skymask.round.RoundResult;

class RoundTextTest {
  private static final ClientResult ACCEPTED =
      new ClientResult(
          "site-a",
          Verdict.ACCEPTED,
          null,
          null,
          new ClientResult.Place(0.9, 1.0, 2.0, 0.4321),
          new ClientResult.Contribution(0.52345, 1.0, 60L, 0.5, null),
          null);
  private static final ClientResult FILTERED =
      new ClientResult(
          "site-b",
          Verdict.FILTERED,
          Reason.MASKED_OUT,
          null,
          new ClientResult.Place(0.1, 1.0, 2.0, 0.3),
          new ClientResult.Contribution(1.75, 1.0, 60L, 0, null),
          null);
  private static final ClientResult QUARANTINED =
      ClientResult.refused(
          "site-c", Verdict.QUARANTINED, Reason.WRONG_BASE, "made from version 3", 60L);

  @Test
  void aCommittedRoundIsToldWithItsFiles() {
    String text = RoundText.of(result(List.of(ACCEPTED, FILTERED, QUARANTINED), false));
    assertThat(text.lines())
        .containsExactly(
            "client  verdict      reason      density  norm   weight  detail",
            "site-a  accepted                 0.432    0.523  0.500",
            "site-b  filtered     masked-out  0.300    1.75   0.000",
            "site-c  quarantined  wrong-base                  0.000   made from version 3",
            "",
            "Round 7 of demo: committed.",
            "3 accepted, 2 filtered, 1 quarantined, 4 incomplete. Two clusters.",
            "",
            "model   sha256:ab",
            "commit  m/round=7/commit.json",
            "report  m/round=7/attempt=x/report.html");
  }

  @Test
  void aRoundThatWasCommittedBeforeIsToldAsSuch() {
    assertThat(RoundText.of(result(List.of(ACCEPTED), true)))
        .contains("Round 7 of demo: committed before, with the same inputs.\n");
  }

  @Test
  void aRejectedRoundHasNoModel() {
    RoundResult rejected =
        new RoundResult(
            record(Outcome.REJECTED, null), List.of(FILTERED), "d", List.of(), null, false);
    assertThat(RoundText.of(rejected))
        .contains("Round 7 of demo: rejected.")
        .contains("report  d/report.html")
        .doesNotContain("model ", "commit ");
  }

  @Test
  void ofManyClientsOnlyThoseThatWereNotAcceptedAreListed() {
    List<ClientResult> clients = new ArrayList<>(List.of(FILTERED, QUARANTINED));
    for (int i = 0; i < 59; i++) {
      clients.add(ACCEPTED);
    }
    assertThat(RoundText.of(result(clients, false)))
        .doesNotContain("site-a")
        .contains("site-b", "site-c")
        .contains("(59 more of 61 clients: see the report)");
  }

  private static RoundResult result(List<ClientResult> clients, boolean before) {
    return new RoundResult(
        record(Outcome.COMMITTED, "sha256:ab"),
        clients,
        "m/round=7/attempt=x",
        List.of(),
        "m/round=7/commit.json",
        before);
  }

  private static RoundRecord record(Outcome outcome, @Nullable String model) {
    return new RoundRecord(
        new RoundRecord.Identity("demo", 7, "x", "sha256:cd"),
        new RoundRecord.Result(outcome, "Two clusters.", new Counts(3, 2, 1, 4), model, null),
        new RoundRecord.Judged(
            "skymask", OptionalDouble.of(1.5), null, List.of(), List.of(), List.of(), null),
        new RoundRecord.Origin(List.of(), null, Map.of(), Map.of()),
        List.of(),
        null);
  }
}
