package org.skymask.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final Figures figures =
      new Figures(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));

  private String text() {
    return PrometheusText.of(figures.all(), "de\"mo");
  }

  private void aRoundUpTo(Ending ending) {
    figures.begins(Rounds.ID);
    figures.ended("admit", 0.25);
    figures.admitted(Rounds.UPLOADS);
    figures.epoch(1, 2, 2.5);
    figures.epoch(2, 2, 2.0);
    figures.finished(ending);
  }

  @Test
  void aCommittedRound() {
    aRoundUpTo(new Ending(Rounds.committed(), 0, "Two clusters."));
    assertThat(text().lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "skymask_clients{federation=\"de\\\"mo\",verdict=\"accepted\"} 1",
            "skymask_clients{federation=\"de\\\"mo\",verdict=\"filtered\"} 1",
            "skymask_clients{federation=\"de\\\"mo\",verdict=\"incomplete\"} 1",
            "skymask_clients{federation=\"de\\\"mo\",verdict=\"quarantined\"} 1",
            "skymask_clients_left_out{federation=\"de\\\"mo\",reason=\"bad-signature\"} 1",
            "skymask_clients_left_out{federation=\"de\\\"mo\",reason=\"masked-out\"} 1",
            "skymask_mask_epochs{federation=\"de\\\"mo\"} 2",
            "skymask_mask_epochs_planned{federation=\"de\\\"mo\"} 2",
            "skymask_model_version{federation=\"de\\\"mo\"} 7",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"banned\"} 0",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"carried\"} 0",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"committed\"} 1",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"failed\"} 0",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"pardoned\"} 0",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"rejected\"} 0",
            "skymask_outcome{federation=\"de\\\"mo\",outcome=\"rolled-back\"} 0",
            "skymask_read_bytes{federation=\"de\\\"mo\"} 1500",
            "skymask_root_loss{federation=\"de\\\"mo\"} 2",
            "skymask_round{federation=\"de\\\"mo\"} 7",
            "skymask_round_ended_timestamp_seconds{federation=\"de\\\"mo\"} 1700000000",
            "skymask_round_exit_code{federation=\"de\\\"mo\"} 0",
            "skymask_round_running{federation=\"de\\\"mo\"} 0",
            "skymask_round_seconds{federation=\"de\\\"mo\"} 0",
            "skymask_stage_seconds{federation=\"de\\\"mo\",stage=\"admit\"} 0.25",
            "skymask_written_bytes{federation=\"de\\\"mo\"} 1000");
  }

  @Test
  void everyFigureIsExplainedOnce() {
    aRoundUpTo(new Ending(Rounds.committed(), 0, ""));
    assertThat(text().lines().filter(line -> line.startsWith("# HELP")))
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("# HELP skymask_[a-z_]+ [A-Z1].+\\."));
  }

  @Test
  void aRoundWithMemory() {
    aRoundUpTo(new Ending(Rounds.remembered(), 0, "Evidence."));
    assertThat(text().lines().filter(line -> line.contains("held") || line.contains("memory")))
        .contains(
            "skymask_clients_held{federation=\"de\\\"mo\",by=\"evidence\"} 1",
            "skymask_clients_held{federation=\"de\\\"mo\",by=\"reversed\"} 0",
            "skymask_memory_lost{federation=\"de\\\"mo\"} 1",
            "skymask_memory_rounds{federation=\"de\\\"mo\"} 3");
    assertThat(text().lines().filter(line -> line.startsWith("# HELP")))
        .allMatch(line -> line.matches("# HELP skymask_[a-z_]+ [A-Z1].+\\."));
  }

  @Test
  void aRejectedRoundLeavesTheVersionBefore() {
    aRoundUpTo(new Ending(Rounds.rejected(), 4, "Two clusters."));
    assertThat(figures.value(FigureName.of("model_version"))).isEqualTo(6);
    assertThat(figures.value(FigureName.of("round_exit_code"))).isEqualTo(4);
    assertThat(figures.value(FigureName.of("outcome", "outcome", "rejected"))).isEqualTo(1);
    assertThat(figures.value(FigureName.of("written_bytes"))).isZero();
  }

  @Test
  void aRoundWithoutEnoughClientsSaysWhoWasThere() {
    figures.begins(Rounds.ID);
    figures.admitted(Rounds.UPLOADS);
    figures.finished(new Ending(null, 3, "round 7 has 2 admitted uploads"));
    assertThat(text())
        .contains("verdict=\"accepted\"} 2", "verdict=\"quarantined\"} 1")
        .contains("outcome=\"failed\"} 1", "skymask_round_exit_code{federation=\"de\\\"mo\"} 3")
        .doesNotContain("model_version");
  }

  @Test
  void newFiguresAreAnnouncedOnce() {
    List<String> fresh = new ArrayList<>();
    figures.whenFresh(figure -> fresh.add(figure.flat()));
    aRoundUpTo(new Ending(Rounds.committed(), 0, ""));
    assertThat(fresh)
        .doesNotHaveDuplicates()
        .contains("round", "stage_seconds.admit", "clients.accepted", "outcome.committed");
  }
}
