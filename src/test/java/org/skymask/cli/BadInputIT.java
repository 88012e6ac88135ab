package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bad input gets: one line, the right exit code, and nothing committed. In this JVM. */
class BadInputIT {
  private TestFederation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = TestFederation.digits(directory);
  }

  /** A fault never leaves a version or an attempt, and says no more than it must. */
  private String refused(int exit, String... arguments) {
    String[] asked =
        Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    Run run = Run.of(digits, "round", asked);
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.json().path("exit").asInt()).isEqualTo(exit);
    assertThat(run.json().path("error").asText()).isEqualTo(run.message());
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(digits.left(1)).isEmpty();
    return run.message();
  }

  @Test
  void theLogSaysThatTheRootDataFavourAClass() throws Exception {
    Dataset root = Dataset.of(40, 64, 10);
    for (int row = 0; row < 20; row++) {
      root = root.withLabel(row, 3);
    }
    root.write(digits.root());
    Run run = SkyMaskProcess.start(List.of(), Run.arguments(digits, "round")).end();
    assertThat(run.err())
        .containsPattern("WARN .*root[.]parquet: 2[0-9] of its 40 examples are of class 3: ");
  }

  @Test
  void theRootDataHaveToFitTheModel() throws IOException {
    Path root = digits.root();
    Dataset sound = Dataset.of(40, 64, 10);

    Dataset.of(40, 63, 10).write(root);
    assertThat(refused(1)).endsWith("root.parquet: row 0 has 63 features, expected 64");
    Dataset.of(40, 65, 10).write(root);
    assertThat(refused(1)).contains("root.parquet: row 0 has more than 64 features");
    sound.withLabel(7, 10).write(root);
    assertThat(refused(1)).endsWith("root.parquet: the label in row 7 is 10, expected 0 to 9");
    sound.withLabel(8, -1).write(root);
    assertThat(refused(1)).endsWith("root.parquet: the label in row 8 is -1, expected 0 to 9");
    sound.withFeature(3, 5, Float.NaN).write(root);
    assertThat(refused(1))
        .endsWith("root.parquet: feature 5 of row 3 is NaN, expected a finite number");
    sound.writeWithoutLabels(root);
    assertThat(refused(1))
        .contains("root.parquet: there is no column label; the file has [features]");
    Dataset.of(0, 64, 10).write(root);
    assertThat(refused(1)).endsWith("root.parquet holds no examples");
    Files.writeString(root, "not Parquet at all");
    assertThat(refused(1)).contains("root.parquet: not a Parquet file");
    Files.delete(root);
    assertThat(refused(1)).isEqualTo("there is no dataset at " + root);
    Files.createDirectory(root);
    assertThat(refused(1)).isEqualTo(root + " holds no .parquet files");
  }

  @Test
  void aRoundNeedsUploads() throws IOException {
    Path updates = digits.directory().resolve("updates");
    Path round = updates.resolve("round=1");
    TestFederation.delete(round);
    String nobody = round + " holds no client=<id> directory; version 0 is the newest";
    assertThat(refused(3)).isEqualTo(nobody);
    Files.createDirectory(round);
    assertThat(refused(3)).isEqualTo(nobody);
    TestFederation.delete(updates);
    Files.writeString(updates, "");
    assertThat(refused(1)).endsWith("updates is a file, expected a directory");
  }

  @Test
  void aRoundNeedsAQuorum() throws IOException {
    for (int site = 1; site < 12; site++) {
      TestFederation.delete(digits.client(1, String.format("site-%03d", site)));
    }
    assertThat(refused(3))
        .isEqualTo(
            "round 1 has 1 admitted uploads of 1 client directories, and quorum.minimum-clients is"
                + " 2");
    Files.delete(digits.client(1, "site-000").resolve("part-0.parquet"));
    Files.createDirectory(digits.client(1, "site-999"));
    assertThat(refused(3)).contains("has 0 admitted").endsWith("(1 incomplete, 1 missing-file)");
  }

  @ParameterizedTest
  @CsvSource({"architecture.pt", "layout.json", "parameters/part-0.parquet"})
  void aDamagedModelVersionIsNotBuiltOn(String name) throws IOException {
    Path file = digits.initial().resolve(name);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    assertThat(refused(1)).contains(name + " is damaged: SHA-256 ").contains(", expected ");
    Files.delete(file);
    assertThat(refused(1)).contains(name + " does not exist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skymask-model/1 | skymask-model/9 | has the format skymask-model/9",
        "\"round\":      | \"ruond\":      | has no round, expected an integer",
        "sha256:0        | sha256:f        | holds the model sha256:",
      })
  void aDamagedCommitIsNotBuiltOn(String text, String other, String message) throws IOException {
    Path commit = digits.models().resolve("round=0/commit.json");
    Files.writeString(commit, Files.readString(commit).replace(text, other));
    assertThat(refused(1)).contains("round=0").contains(message);
    Files.writeString(commit, "garbage");
    assertThat(refused(1)).contains("round=0/commit.json is not JSON");
  }

  @Test
  void numbersNamesAndPlacesAreChecked() throws IOException {
    assertThat(refused(2, "--round", "7"))
        .isEqualTo(
            "round 7 needs version 6, and the newest version in " + digits.models() + " is 0");
    assertThat(refused(2, "-D", "federation=other"))
        .endsWith("is of the federation digits-signflip, and federation = other");
    assertThat(refused(1, "-D", "models=" + digits.directory().resolve("none")))
        .contains("none holds no version yet: `skymask init` writes version 0");
    assertThat(refused(1, "-D", "models=" + digits.config()))
        .endsWith("skymask.conf is a file, expected a directory");
    assertThat(refused(1, "-D", "models=xyz://host/models")).contains("xyz://host/models");
    assertThat(refused(1, "-D", "root.update=" + digits.directory().resolve("none")))
        .contains("root.update", "none", "expected an upload");
    assertThat(refused(1, "-D", "admission.keys=" + digits.directory().resolve("none")))
        .contains("none");
    assertThat(refused(1, "-D", "spark.master=nonsense")).contains("'nonsense'");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path round = digits.models().resolve("round=1");
    Files.writeString(round, "in the way");
    Run run = Run.of(digits, "round");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.message()).contains("round=1");
    assertThat(round).hasContent("in the way");
  }

  private boolean mounted;

  /** A file system of 64 KiB: the version fits, what the round adds does not. */
  @Test
  void aDiskThatIsFullLeavesNothing() throws Exception {
    Path small = digits.directory().resolve("small");
    Files.createDirectory(small);
    mounted = shell("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString());
    assumeTrue(mounted, "only root may mount the small file system of this test");
    TestFederation.copy(digits.models(), small.resolve("models"));
    Run run = Run.of(digits, "round", "--json", "-D", "models=" + small.resolve("models"));
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.message()).contains("No space left on device").contains("round=1/attempt=");
    try (Stream<Path> left = Files.list(small.resolve("models/round=1"))) {
      assertThat(left).isEmpty();
    }
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(shell("umount", digits.directory().resolve("small").toString())).isTrue();
    }
  }

  private static boolean shell(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
