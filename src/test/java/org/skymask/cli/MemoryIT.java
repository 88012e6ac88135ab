package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.storage.version.MemoryJson;
import org.skymask.storage.version.ModelStore;

/** What rules keep from one round for the next lies in the version, is checked, and is used. */
class MemoryIT {
  private static final String RULE = "aggregator=centred-clipping";

  private TestFederation digits;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    digits = TestFederation.digits(directory);
    TestFederation.delete(directory.resolve("updates"));
  }

  private void upload(int round, float... first) throws IOException {
    ModelVersion base = digits.version(round - 1);
    for (int i = 0; i < first.length; i++) {
      float[] delta = new float[base.layout().valueCount()];
      delta[0] = first[i];
      digits.upload(round, "site-" + i, base, delta);
    }
  }

  private Run round(String... further) {
    String[] arguments = new String[further.length + 8];
    List<String> always =
        List.of(
            "-D", RULE,
            "-D", "rule.centred-clipping.iterations=1",
            "-D", "rule.centred-clipping.radius=1",
            "-D", "aggregation.clip-norm=0");
    for (int k = 0; k < 8; k++) {
      arguments[k] = always.get(k);
    }
    System.arraycopy(further, 0, arguments, 8, further.length);
    return Run.of(digits, "round", arguments);
  }

  /**
   * A round by another rule, of clients that each move the first value; NaN for one that sits out.
   */
  private void roundBy(String rule, int round, double... first) throws IOException {
    ModelVersion base = digits.version(round - 1);
    for (int i = 0; i < first.length; i++) {
      if (!Double.isNaN(first[i])) {
        float[] delta = new float[base.layout().valueCount()];
        delta[0] = (float) first[i];
        digits.upload(round, "site-" + i, base, delta);
      }
    }
    Run run =
        Run.of(
            digits,
            "round",
            "-D",
            "aggregator=" + rule,
            "-D",
            "rule.fldetector.window=1",
            "-D",
            "aggregation.clip-norm=0");
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private Map<String, double[]> notes(int round) throws IOException {
    Path attempt = TestFederation.only(digits.models().resolve("round=" + round), "attempt=");
    Path file = attempt.resolve("memory.json");
    return MemoryJson.parse(file.toString(), Files.readAllBytes(file)).notes();
  }

  private double moved(int round) throws IOException {
    return (double) digits.version(round).values()[0] - digits.version(round - 1).values()[0];
  }

  private List<String> files(int round) throws IOException {
    ModelStore store = new ModelStore(digits.models().toString(), new Configuration(false));
    return store.readCommit(round).orElseThrow().files().stream().map(FileDigest::name).toList();
  }

  /** From 0 to ½ (1 + 1), and from there to 1 + ½ (−1 + 1): the clients' mean is 2.5. */
  @Test
  void centredClippingGoesOnFromTheAggregateBefore() throws IOException {
    upload(1, 3, 4);
    assertThat(round().exit()).isZero();
    assertThat(moved(1)).isCloseTo(1, within(1e-5));
    assertThat(files(1)).contains("memory.json", "memory/part-0.parquet");
    upload(2, -1, 6);
    assertThat(round().exit()).isZero();
    assertThat(moved(2)).isCloseTo(1, within(1e-5));
    assertThat(Run.of(digits, "verify").exit()).isZero();
  }

  /** Client 4 is not what was predicted, and is left out for good; client 1 sits out a round. */
  @Test
  void flDetectorFollowsClientsOverRounds() throws IOException {
    roundBy("fldetector", 1, 1, 1.1, 0.9, 1, 1);
    assertThat(moved(1)).isCloseTo(1, within(1e-5));
    roundBy("fldetector", 2, 1.01, 1.1, 0.9, 1, -9);
    assertThat(moved(2)).isCloseTo(1.0025, within(1e-5));
    roundBy("fldetector", 3, 1, Double.NaN, 1, 1, 1);
    assertThat(moved(3)).isCloseTo(1, within(1e-5));
    assertThat(notes(3))
        .containsKeys("caught/site-4", "scores/site-1", "update/site-1", "step/0", "change/0");
    assertThat(Run.of(digits, "verify").exit()).isZero();
  }

  /** Client 2 points away, and is forgiven half of it in the next round. */
  @Test
  void sirenForgivesOverRounds() throws IOException {
    roundBy("siren", 1, 1, 2, -3);
    assertThat(moved(1)).isCloseTo(1.5, within(1e-5));
    assertThat(notes(1)).containsOnlyKeys("site-2");
    assertThat(notes(1).get("site-2")).containsExactly(1);
    roundBy("siren", 2, 1, 2, 3);
    assertThat(moved(2)).isCloseTo(2, within(1e-5));
    assertThat(notes(2).get("site-2")).containsExactly(0.5);
  }

  @Test
  void anotherRuleStartsWithoutIt() throws IOException {
    upload(1, 3, 4);
    assertThat(round().exit()).isZero();
    upload(2, -1, 6);
    assertThat(round("-D", "aggregator=median").exit()).isZero();
    assertThat(moved(2)).isCloseTo(2.5, within(1e-5));
    assertThat(files(2)).doesNotContain("memory.json");
    upload(3, -1, 6);
    assertThat(round().exit()).isZero();
    assertThat(moved(3)).isCloseTo(0, within(1e-5));
  }

  @Test
  void aCarriedRoundKeepsIt() throws IOException {
    upload(1, 3, 4);
    assertThat(round().exit()).isZero();
    upload(2, 7, 7);
    assertThat(round("-D", "quorum.minimum-accepted=3", "--on-rejection", "carry").exit()).isZero();
    assertThat(moved(2)).isZero();
    upload(3, -1, 6);
    assertThat(round().exit()).isZero();
    assertThat(moved(3)).isCloseTo(1, within(1e-5));
  }

  @Test
  void damageIsFound() throws IOException {
    upload(1, 3, 4);
    assertThat(round().exit()).isZero();
    Path attempt = TestFederation.only(digits.models().resolve("round=1"), "attempt=");
    Path file = attempt.resolve("memory.json");
    Files.writeString(file, Files.readString(file).replace("centred", "centered"));
    upload(2, -1, 6);
    assertThat(round().err()).contains(file + " is damaged: SHA-256 ");
    assertThat(Run.of(digits, "verify").exit()).isNotZero();
  }
}
