package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Exits;
import org.skymask.cli.TestFederation;
import org.skymask.config.SettingsLoader;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;
import org.skymask.round.run.RoundJob;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** A round whose commit stands already, or comes to stand while it runs. */
class StandingCommitIT {
  private static final String[] CARRIED = {
    "quorum.minimum-accepted", "13", "quorum.on-rejection", "carry"
  };

  private static JavaSparkContext spark;

  private Path directory = Path.of("");
  private TestFederation digits = new TestFederation("", directory);

  @BeforeAll
  static void start() {
    spark =
        TestSpark.open(
            "local[1]",
            Map.of(
                "spark.hadoop.fs.file.impl",
                OvertakingFileSystem.class.getName(),
                "spark.hadoop.fs.file.impl.disable.cache",
                "true"));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @BeforeEach
  void aFederation(@TempDir Path empty) {
    directory = empty;
    digits = TestFederation.digits(empty.resolve("digits"));
    nobodyIsFaster();
  }

  private static void nobodyIsFaster() {
    OvertakingFileSystem.before = (file, content, real) -> real.createIfAbsent(file, content);
  }

  /** Copies another driver's round 1 to where this one is about to commit. */
  private void isFaster(Path models) {
    OvertakingFileSystem.before =
        (file, content, real) -> {
          Path source = models.resolve("round=1");
          Path target = digits.models().resolve("round=1");
          Path attempt = TestFederation.only(source, "attempt=");
          TestFederation.copy(attempt, target.resolve(attempt.getFileName()));
          Files.copy(source.resolve("commit.json"), target.resolve("commit.json"));
          return real.createIfAbsent(file, content);
        };
  }

  private RoundResult round(int number, String... changes) throws IOException {
    Map<String, String> keys = new HashMap<>(Map.of("aggregator", "fedavg"));
    for (int i = 0; i < changes.length; i += 2) {
      keys.put(changes[i], changes[i + 1]);
    }
    return new RoundJob(spark, SettingsLoader.load(digits.config(), keys), Progress.SILENT)
        .run(number == 0 ? OptionalInt.empty() : OptionalInt.of(number));
  }

  /** The same on a copy of the models, by another driver. */
  private Path elsewhere(String... changes) throws IOException {
    Path models = directory.resolve("elsewhere");
    TestFederation.copy(digits.models(), models);
    List<String> all = new ArrayList<>(List.of(changes));
    all.addAll(List.of("models", models.toString()));
    round(1, all.toArray(String[]::new));
    return models;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> isRefused(
      int exit, int number, String... changes) {
    return assertThatThrownBy(() -> round(number, changes))
        .satisfies(thrown -> assertThat(Exits.of(thrown)).as(thrown.toString()).isEqualTo(exit));
  }

  private void stands(String attempt) {
    assertThat(digits.left(1)).containsExactly("attempt=" + attempt, "commit.json");
  }

  private static String attempt(Path models) {
    Path attempt = TestFederation.only(models.resolve("round=1"), "attempt=");
    return attempt.getFileName().toString().substring("attempt=".length());
  }

  @Test
  void aModelThatIsTheSameByChanceIsNoAnswerForOtherUploads() throws IOException {
    Path late = digits.client(1, "site-011");
    Path aside = directory.resolve("late");
    Files.move(late, aside);
    Path models = elsewhere(CARRIED);
    Files.move(aside, late);
    isFaster(models);
    isRefused(5, 1, CARRIED).hasMessageContaining("from 11 uploads; there are now 12");
    stands(attempt(models));
    nobodyIsFaster();
    isRefused(5, 1, CARRIED).hasMessageContaining("from 11 uploads; there are now 12");
    stands(attempt(models));
  }

  @Test
  void theSameInputsAreTheSameAnswerWhateverTheModelsBits() throws IOException {
    Path models = elsewhere("aggregation.server-learning-rate", "0.5");
    pretend(models, "\"server-learning-rate\" : 0.5", "\"server-learning-rate\" : 1.0");
    isFaster(models);
    RoundResult beaten = round(1);
    nobodyIsFaster();
    RoundResult again = round(1);
    for (RoundResult result : List.of(beaten, again)) {
      assertThat(result.alreadyCommitted()).isTrue();
      assertThat(result.record().identity().attempt()).isEqualTo(attempt(models));
    }
    stands(attempt(models));
  }

  /** Changes a text in round.json, and the commit that names it. */
  private static void pretend(Path models, String text, String other) throws IOException {
    ModelStore store = new ModelStore(models.toString(), new Configuration(false));
    Commit commit = store.readCommit(1).orElseThrow();
    Path json = models.resolve("round=1/attempt=" + commit.attempt() + "/round.json");
    String content = Files.readString(json);
    assertThat(content).contains(text);
    byte[] changed = content.replace(text, other).getBytes(StandardCharsets.UTF_8);
    Files.write(json, changed);
    List<FileDigest> files =
        commit.files().stream()
            .map(
                file ->
                    file.name().equals("round.json")
                        ? new FileDigest(file.name(), changed.length, ModelDigest.hex(changed))
                        : file)
            .toList();
    Commit mended =
        new Commit(
            commit.federation(),
            1,
            commit.attempt(),
            commit.baseModel(),
            commit.model(),
            files,
            commit.createdBy());
    Files.writeString(models.resolve("round=1/commit.json"), mended.toJson());
  }

  @Test
  void uploadsThatAreGoneAreOtherUploads() throws IOException {
    String nowhere = directory.resolve("nowhere").toString();
    isRefused(3, 1, "updates", nowhere)
        .hasMessageEndingWith(
            "nowhere/round=1 holds no client=<id> directory; version 0 is the" + " newest");
    RoundResult committed = round(1);
    isRefused(5, 1, "updates", nowhere)
        .hasMessageContaining("round=1/commit.json stands, made from 12 uploads; there are now 0");
    isRefused(3, 0).hasMessageEndingWith("client=<id> directory; version 1 is the newest");
    stands(committed.record().identity().attempt());
  }

  @Test
  void otherRootDataInTheSamePlaceIsAConflict() throws IOException {
    RoundResult committed = round(1);
    String digest = String.valueOf(committed.record().origin().rootData());
    assertThat(digest).startsWith("sha256:");
    Path aside = directory.resolve("aside.parquet");
    Files.move(digits.root(), aside);
    Files.createDirectory(digits.root());
    Files.copy(aside, digits.root().resolve("a.parquet"));
    assertThat(round(1).alreadyCommitted()).as("the same examples in another file").isTrue();
    Files.copy(aside, digits.root().resolve("b.parquet"));
    isRefused(5, 1)
        .hasMessageContaining("commit.json stands, made with other root data: " + digits.root())
        .hasMessageEndingWith("(was " + digest + ")");
    stands(committed.record().identity().attempt());
  }

  @Test
  void theErrorOfAnUnknownCommitSaysHowToFindOut() throws IOException {
    for (boolean happens : new boolean[] {false, true}) {
      OvertakingFileSystem.before =
          (file, content, real) -> {
            if (happens) {
              real.createIfAbsent(file, content);
            }
            throw new CommitStateUnknownException(file + ": nobody knows", null);
          };
      isRefused(6, 0)
          .hasMessageEndingWith(
              "round=1/commit.json: nobody knows, run `skymask round --round 1` with the same"
                  + " options to find out");
    }
    nobodyIsFaster();
    RoundResult found = round(1);
    assertThat(found.alreadyCommitted()).isTrue();
    assertThat(digits.version(1).digest()).isEqualTo(found.record().result().model());
  }
}
