package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a person sees while a round goes on. */
class TerminalProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final HandSet clock = new HandSet();
  private final TerminalProgress progress =
      new TerminalProgress(clock, new PrintStream(written, true, UTF_8));

  /** A clock that the test sets. */
  private static final class HandSet extends Clock {
    private long millis;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  private String last() {
    String all = written.toString(UTF_8);
    return all.substring(all.lastIndexOf('\r') + "\r\u001b[K".length());
  }

  @Test
  void aShortStageHasABar() {
    progress.stage("train-masks", "20 epochs over 101 masks");
    assertThat(last()).isEqualTo("train-masks: 20 epochs over 101 masks …");
    clock.millis += 100;
    progress.epoch(5, 20, 0.25);
    assertThat(last())
        .isEqualTo("train-masks: epoch 5 of 20, root loss 0.2500 ▮▮▮▮▮▯▯▯▯▯▯▯▯▯▯▯▯▯▯▯");
    progress.ended("train-masks", 0.4);
    assertThat(last()).isEqualTo("train-masks    0.40 s\n");
  }

  @Test
  void aLongOneSaysHowLongItWillStillTake() {
    clock.millis += 500_000;
    progress.stage("train-masks", "20 epochs over 1001 masks");
    clock.millis += 5_000;
    progress.epoch(4, 20, 0.25);
    assertThat(last()).endsWith("▯ about 20 s left");
    clock.millis += 20_000;
    progress.epoch(20, 20, 0.2);
    assertThat(last()).endsWith("▮");
  }

  @Test
  void aLongComputationShowsItsTasks() {
    progress.stage("admit", "uploads of updates");
    progress.tasks(0, 40);
    clock.millis += 900;
    progress.tasks(9, 40);
    assertThat(last()).isEqualTo("admit: uploads of updates …");
    clock.millis += 100;
    progress.tasks(10, 40);
    assertThat(last()).isEqualTo("admit: uploads of updates, 10 of 40 tasks ▮▮▮▮▮▯▯▯▯▯▯▯▯▯▯▯▯▯▯▯");
    clock.millis += 3_000;
    progress.tasks(20, 40);
    assertThat(last()).endsWith(", 20 of 40 tasks ▮▮▮▮▮▮▮▮▮▮▯▯▯▯▯▯▯▯▯▯ about 4 s left");
    // What Spark computes next begins anew.
    progress.tasks(0, 4);
    clock.millis += 2_000;
    progress.tasks(3, 4);
    assertThat(last()).endsWith(", 3 of 4 tasks ▮▮▮▮▮▮▮▮▮▮▮▮▮▮▮▯▯▯▯▯");
  }

  @Test
  void theFirstTasksCountForTheTimeLeft() {
    progress.stage("admit", "uploads of updates");
    progress.tasks(0, 4);
    clock.millis += 60_000;
    progress.tasks(2, 4);
    assertThat(last()).endsWith(", 2 of 4 tasks ▮▮▮▮▮▮▮▮▮▮▯▯▯▯▯▯▯▯▯▯ about 1 min left");
  }

  @Test
  void aLongEpochShowsItsTasksToo() {
    progress.stage("train-masks", "4 epochs over 1001 masks");
    clock.millis += 20_000;
    progress.epoch(2, 4, 0.25);
    progress.tasks(0, 16);
    clock.millis += 5_000;
    progress.tasks(8, 16);
    // Two and a half of four epochs took 25 s.
    assertThat(last())
        .isEqualTo(
            "train-masks: epoch 2 of 4, root loss 0.2500, 8 of 16 tasks"
                + " ▮▮▮▮▮▮▮▮▮▮▮▮▯▯▯▯▯▯▯▯ about 15 s left");
  }

  @Test
  void tasksOfAStageThatHasEndedAreNotShown() {
    progress.stage("admit", "uploads of updates");
    progress.tasks(0, 40);
    progress.ended("admit", 4);
    clock.millis += 4_000;
    progress.tasks(40, 40);
    assertThat(last()).isEqualTo("admit          4.00 s\n");
  }
}
