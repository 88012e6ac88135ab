package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Input;
import org.skymask.round.evaluate.Evaluation;
import org.skymask.round.replay.Replay;
import org.skymask.round.replay.Replay.Changed;
import org.skymask.round.replay.Replay.Distance;
import org.skymask.round.replay.Replay.End;
import org.skymask.round.replay.Replay.Quality;
import org.skymask.round.replay.Replay.Row;

class ReplayTextTest {
  private static final Evaluation HALF = new Evaluation(4, 0.7, new long[][] {{1, 1}, {1, 1}});

  private static RoundRecord round() {
    return new RoundRecord(
        new RoundRecord.Identity("demo", 3, "attempt", "sha256:b"),
        new RoundRecord.Result(
            Outcome.COMMITTED, "why", new RoundRecord.Counts(1, 1, 0, 0), "sha256:m", null),
        new RoundRecord.Judged(
            "skymask", OptionalDouble.empty(), null, List.of(), List.of(), List.of(), null),
        new RoundRecord.Origin(
            List.of(new Input("a", "1"), new Input("b", "2")), null, Map.of(), Map.of()),
        List.of(),
        null);
  }

  private static List<ClientResult> clients(boolean a, boolean b) {
    List<ClientResult> clients = new ArrayList<>();
    clients.add(PastRounds.client("a", a, 1, 0.5));
    clients.add(PastRounds.client("b", b, 1, 0.5));
    return clients;
  }

  private static Row row(
      String name, List<ClientResult> clients, double length, boolean evaluated) {
    return new Row(
        name,
        End.MODEL,
        "because",
        length == 0 ? List.of() : List.of("seed = 2 (was 1)"),
        clients,
        new Replay.Measured(
            length == 0,
            new Distance(length, OptionalDouble.of(length / 2)),
            new Distance(2, OptionalDouble.of(1)),
            new Quality(0.25, evaluated ? HALF : null)),
        length == 0 ? OptionalDouble.empty() : OptionalDouble.of(1.5));
  }

  private static Row failed() {
    return new Row(
        "krum", End.FAILED, "krum: f", List.of(), List.of(), null, OptionalDouble.of(0.25));
  }

  @Test
  void aTableAndWhoChangesSides() {
    Replay replay =
        new Replay(
            round(),
            row("committed", clients(true, false), 0, false),
            List.of(),
            List.of(row("other", clients(false, true), 0.5, false), failed()));
    assertThat(ReplayText.of(replay))
        .isEqualTo(
            """
            Round 3 of demo, committed by skymask from 2 uploads.

            rule       accepted  filtered  of the step  distance  from base  root loss  seconds
            committed  1         1         the same     0         2.000      0.2500
            other      1         1         25.0 %       0.5000    2.000      0.2500     1.50
            krum       failed                                                           0.25

            distance: from the committed model, also as a share of the committed step.

            other: because
              leaves out, but the round accepted (1): a
              accepts, but the round filtered (1): b
              settings: seed = 2 (was 1)
            krum: f
            """);
    assertThat(replay.isRight()).as("a rule failed").isFalse();
  }

  @Test
  void accuracyWhereItWasAskedFor() {
    Row committed = row("committed", clients(true, true), 0, true);
    Replay replay = new Replay(round(), committed, List.of(), List.of());
    assertThat(ReplayText.of(replay))
        .contains("  root loss  accuracy  seconds\n", "  0.2500     50.00 %\n");
    assertThat(replay.isRight()).isTrue();
  }

  @Test
  void whatHasChangedStandsFirst() {
    Row committed = row("committed", clients(true, true), 0, false);
    Changed gone = new Changed("a", "is gone: left out");
    Replay replay = new Replay(round(), committed, List.of(gone), List.of());
    assertThat(ReplayText.of(replay))
        .startsWith(
            """
            Round 3 of demo, committed by skymask from 2 uploads.
            NOT the uploads of the commit, so distances compare models of different uploads:
              a is gone: left out

            rule """);
    assertThat(replay.isRight()).isFalse();
  }
}
