package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code replay} refuses before Spark is started. */
class ReplayUsageTest {
  private TestFederation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = TestFederation.digits(directory.resolve("digits"));
  }

  private void refused(String message, String... arguments) {
    Run run = Run.of(digits, "replay", arguments);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.message()).contains(message);
  }

  @Test
  void rulesThatThereAreNot() {
    refused(
        "best: aggregator = best: there is no rule best; known: skymask, ",
        "--rules",
        "skymask,best");
    refused("krum: krum needs rule.byzantine-count, ", "--rules", "krum");
  }

  @Test
  void keysThatThereAreNot() {
    refused("a: ", "--with", "a: mask.epoch=3");
    refused("mask.epochs", "--with", "a: mask.epoch=3");
  }

  @Test
  void variantsOfOtherPlaces() {
    refused("a: variants differ by aggregator, rule, ", "--with", "a: models=/elsewhere");
    refused("a: variants differ by ", "--with", "a: mask.block-length=5");
    refused("a: variants differ by ", "--with", "a: admission.max-files=1");
  }

  @Test
  void namesAreOne() {
    refused("two variants are named fedavg", "--rules", "fedavg", "--with", "fedavg: seed=3");
  }

  @Test
  void theFirstRoundIsOne() {
    refused("--round 0: the first round is 1", "--round", "0");
  }
}
