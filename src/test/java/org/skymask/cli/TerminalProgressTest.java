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
}
