package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A committed round is asked for again: what makes its result counts, not where that lies. */
class AskedAgainIT {

  private static String copied(Path from, Path to) throws Exception {
    Files.createDirectories(to.getParent());
    TestFederation.copy(from, to);
    return to.toUri().toString();
  }

  @Test
  void theSameInputsAtOtherPlacesAreTheSameRound(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory.resolve("digits"));
    Path given = digits.client(1, "site-011");
    Run first =
        Run.of(digits, "round", "--json", "-D", "aggregator=fedavg", "-D", "root.update=" + given);
    assertThat(first.exit()).as(first.err()).isZero();

    Path moved = directory.resolve("moved");
    String[] elsewhere = {
      "--json",
      "--round",
      "1",
      "-D",
      "aggregator=fedavg",
      "-D",
      "root.update=" + copied(given, moved.resolve("root-update")),
      "-D",
      "root.data=" + copied(digits.root(), moved.resolve("root.parquet")),
      "-D",
      "updates=" + copied(digits.directory().resolve("updates"), moved.resolve("updates")),
      "-D",
      "models=" + digits.models().toUri(),
      "-D",
      "mask.epochs=5",
      "-D",
      "mask.block-length=1000",
      "-D",
      "quorum.minimum-clients=1",
      "-D",
      "root.epochs=3",
      "-D",
      "rule.krum.neighbours=2",
      "-D",
      "spark.hadoop.fs.custom=1"
    };
    Run again = Run.of(digits, "round", elsewhere);
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.json().path("alreadyCommitted").asBoolean()).isTrue();

    TestFederation.delete(moved.resolve("root-update"));
    copied(digits.client(1, "site-010"), moved.resolve("root-update"));
    Run other = Run.of(digits, "round", elsewhere);
    assertThat(other.exit()).isEqualTo(5);
    assertThat(other.message())
        .contains("under another configuration: root.update-sha256 = ")
        .doesNotContain("mask.")
        .doesNotContain("root.data");
  }
}
