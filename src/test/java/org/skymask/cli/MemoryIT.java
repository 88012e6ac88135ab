package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.storage.ModelStore;

/** What rules keep from one round for the next lies in the version, is checked, and is used. */
class MemoryIT {
  private static final String RULE = "aggregator=centred-clipping";

  private Federation digits;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    digits = Federation.digits(directory);
    Federation.delete(directory.resolve("updates"));
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

  private double moved(int round) throws IOException {
    return (double) digits.version(round).values()[0] - digits.version(round - 1).values()[0];
  }

  private List<String> files(int round) throws IOException {
    ModelStore store = new ModelStore(digits.models().toString(), new Configuration(false));
    return store.commit(round).orElseThrow().files().stream().map(FileDigest::name).toList();
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
    Path attempt = Federation.only(digits.models().resolve("round=1"), "attempt=");
    Path file = attempt.resolve("memory.json");
    Files.writeString(file, Files.readString(file).replace("centred", "centered"));
    upload(2, -1, 6);
    assertThat(round().err()).contains(file + " is damaged: SHA-256 ");
    assertThat(Run.of(digits, "verify").exit()).isNotZero();
  }
}
