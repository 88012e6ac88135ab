package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skymask.config.ConfigFiles.problems;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationProblemsTest {

  private final Path directory;

  ConfigurationProblemsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mask.epoch | did you mean mask.epochs?",
        "mask.eopchs | did you mean mask.epochs?",
        "masks.epochs | did you mean mask.epochs?",
        "mask.blockLength | did you mean mask.block-length?",
        "mask.BLOCK_LENGTH | did you mean mask.block-length?",
        "epochs | did you mean mask.epochs or root.epochs?",
        "skymask.threshold | did you mean mask.threshold?",
        "update | did you mean updates?",
        "rule.byzantine-cout | did you mean rule.byzantine-count?",
        "rule.f | known there: rule.byzantine-count, rule.<name>.<parameter>",
        "sparc.master | did you mean spark.master?",
        "\"mask.epochs\" | did you mean mask.epochs?",
        "quorum.clients | known there: quorum.minimum-accepted, quorum.minimum-clients,"
            + " quorum.on-rejection",
        "foo.bar | known at the top: admission, aggregation, aggregator, cluster, device, federation,"
            + " gate, mask, models, observe, quorum, root, round, rule, seed, spark, sweep, updates",
      })
  void unknownKeysNameTheNearest(String key, String suggestion) {
    assertThat(problems(directory, "seed = 2\n" + key + " = 3"))
        .containsExactly("test.conf: 2: unknown key " + key + "; " + suggestion);
  }

  @Test
  void allAreReportedAtOnceInTheOrderOfTheFileThenTheCommandLine() {
    String text =
        """
        seed = x
        mask { epochs = 0
          epoch = 1 }
        cluster.decision = maybe
        """;
    assertThat(problems(directory, text, Map.of("quorum.minimum-clients", "none", "speed", "1")))
        .containsExactly(
            "test.conf: 1: seed: expected a whole number of 64 bits, found \"x\"",
            "test.conf: 2: mask.epochs: expected a whole number, 1 or more, found 0",
            "test.conf: 3: unknown key mask.epoch; did you mean mask.epochs?",
            "test.conf: 4: cluster.decision: expected \"verified\" or \"remembered\" or \"root-row\", found \"maybe\"",
            "-D: unknown key speed; did you mean seed?",
            "-D: quorum.minimum-clients: expected a whole number, 1 or more, found \"none\"");
  }

  @Test
  void placesAreThoseOfTheKeyNotOfASubstitutedValue() {
    assertThat(problems(directory, "federation = many\n\nmask.epochs = ${federation}"))
        .containsExactly(
            "test.conf: 3: mask.epochs: expected a whole number, 1 or more, found \"many\"");
  }

  @Test
  void aKeyOfAnUnsetVariableIsStillUnknown() {
    assertThat(problems(directory, "root.x = ${?SKYMASK_TEST_THAT_NOBODY_SETS}"))
        .singleElement()
        .asString()
        .startsWith("test.conf: 1: unknown key root.x; known there: root.batch-size");
  }

  @Test
  void aValueInThePlaceOfABlock() {
    assertThat(problems(directory, "cluster = root-row\nrule = krum\nspark = 1"))
        .containsExactly(
            "test.conf: 1: cluster: expected a block of keys"
                + " (cluster.decision, cluster.minimum-split-gain), found a value",
            "test.conf: 2: rule: expected a block of keys"
                + " (rule.byzantine-count, rule.<name>.<parameter>), found a value",
            "test.conf: 3: spark: expected a block of keys (spark.<any>), found a value");
  }

  @Test
  void aBlockInThePlaceOfAValue() {
    assertThat(problems(directory, "seed { start = 1 }"))
        .containsExactly(
            "test.conf: 1: seed: expected a whole number of 64 bits, found {\"start\":1}");
  }

  @Test
  void syntaxErrorsAndLostSubstitutionsNameTheLine() {
    assertThat(problems(directory, "seed = 1\nmask = [1, 2"))
        .singleElement()
        .asString()
        .startsWith("test.conf: 2: ");
    assertThat(problems(directory, "\nmodels = ${SKYMASK_TEST_THAT_NOBODY_SETS}"))
        .singleElement()
        .asString()
        .startsWith("test.conf: 2: ")
        .contains("SKYMASK_TEST_THAT_NOBODY_SETS");
  }

  @Test
  void aKeyOfTheCommandLineThatIsNone() {
    assertThat(problems(directory, "", Map.of("mask..epochs", "1")))
        .containsExactly("-D: \"mask..epochs\" is not a key: expected names joined by dots");
  }
}
