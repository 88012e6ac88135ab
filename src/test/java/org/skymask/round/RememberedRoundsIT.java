package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.TestFederation;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.MemoryState;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.chain.Earlier;
import org.skymask.round.replay.Replay;
import org.skymask.round.replay.Replay.Variant;
import org.skymask.round.replay.ReplayJob;
import org.skymask.round.rollback.RollbackJob;
import org.skymask.round.run.RoundJob;
import org.skymask.storage.FileNames;

/**
 * Whatever happens to a federation with memory after its fourth round. Clients site-000 to site-003
 * reverse their updates from the fifth on; site-011 is away in the fourth.
 */
class RememberedRoundsIT {
  private static final UnaryOperator<String> OWN = UnaryOperator.identity();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  private static JavaSparkContext spark;
  private static MemoryFederation four;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path place;

  @BeforeAll
  static void open() throws IOException {
    spark = TestSpark.local(2);
    four = new MemoryFederation(MemoryCase.sleepers(), directory.resolve("four"), spark);
    four.runTo(4);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private MemoryFederation copy(String name) {
    return four.copy(place.resolve(name));
  }

  private static MemoryRecord memory(RoundResult result) {
    return Objects.requireNonNull(result.record().judged().memory());
  }

  @Test
  void whoIsAwayKeepsItsRecord() throws IOException {
    assertThat(four.state(4).client("site-011")).isEqualTo(four.state(3).client("site-011"));
    assertThat(four.state(4).client("site-010").rounds()).containsExactly(1, 2, 3, 4);
  }

  /** site-011 comes back, site-000 has a new name, and its old one is remembered. */
  @Test
  void whoComesBackIsKnownAndANewNameIsNot() throws IOException {
    MemoryFederation federation = copy("names").deliver(3, 5, List.of("site-011"), OWN);
    List<String> others = List.of("site-004", "site-005", "site-006", "site-007", "site-008");
    federation.deliver(4, 5, others, OWN);
    federation.deliver(4, 5, List.of("site-000"), name -> "other");
    RoundResult result = federation.run();
    assertThat(memory(result).state()).isEqualTo(MemoryRecord.State.USED);
    MemoryState state = federation.state(5);
    assertThat(state.client("site-011").rounds()).containsExactly(1, 2, 3, 5);
    assertThat(state.client("site-011").curvatureWeight()).isEqualTo(1.7);
    assertThat(state.client("other").seen()).isEqualTo(1);
    assertThat(state.client("other").curvature()).isNaN();
    assertThat(state.client("site-000")).isEqualTo(four.state(4).client("site-000"));
  }

  /** A rejected round leaves nothing that the same round could meet. */
  @Test
  void aRoundThatIsRunAgainIsTheSame() throws IOException {
    MemoryFederation plain = copy("plain").deliver(5);
    RoundResult result = plain.run();
    assertThat(memory(result).state()).isEqualTo(MemoryRecord.State.USED);
    assertThat(result.record().result().counts().filtered()).isEqualTo(4);
    MemoryFederation again = copy("again").deliver(5);
    RoundResult rejected = again.run(Map.of("quorum.minimum-accepted", "50"));
    assertThat(rejected.isRejected()).isTrue();
    RoundResult second = again.run();
    assertThat(second.record().result().model()).isEqualTo(result.record().result().model());
    assertThat(again.memory(5)).isEqualTo(plain.memory(5));
    RoundJob job = new RoundJob(spark, again.settings(Map.of()), Progress.SILENT);
    assertThat(job.run(OptionalInt.of(5)).alreadyCommitted()).isTrue();
  }

  @Test
  void aCarriedRoundKeepsTheMemoryOfItsBase() throws IOException {
    MemoryFederation federation = copy("carried").deliver(5);
    Map<String, String> carry =
        Map.of("quorum.minimum-accepted", "50", "quorum.on-rejection", "carry");
    RoundResult carried = federation.run(carry);
    assertThat(carried.record().result().outcome()).isEqualTo(Outcome.CARRIED);
    assertThat(federation.memory(5)).isNotNull().isEqualTo(four.memory(4));
    RoundResult next = federation.deliver(5, 6, List.of("site-004", "site-005"), OWN).run();
    assertThat(memory(next).state()).isEqualTo(MemoryRecord.State.USED);
    assertThat(memory(next).age()).isEqualTo(4);
    assertThat(federation.state(6).client("site-004").rounds()).containsExactly(1, 2, 3, 4, 6);
  }

  /** What is known of clients does not go back with the model. */
  @Test
  void aRollbackKeepsTheMemoryOfTheVersionBeforeIt() throws IOException {
    MemoryFederation federation = copy("back");
    new RollbackJob(spark, federation.settings(Map.of()), Progress.SILENT)
        .run(new Rollback(1, "poisoned"), OptionalInt.empty());
    assertThat(federation.version(5).values()).isEqualTo(four.version(1).values());
    assertThat(federation.memory(5)).isNotNull().isEqualTo(four.memory(4));
    RoundResult next = federation.deliver(4, 6, List.of("site-004", "site-005"), OWN).run();
    assertThat(memory(next).state()).isEqualTo(MemoryRecord.State.USED);
    assertThat(memory(next).age()).isEqualTo(4);
  }

  @Test
  void aReplayDecidesByTheMemoryOfTheBase() throws IOException {
    List<Variant> variants =
        List.of(
            new Variant("remembered", four.settings(Map.of())),
            new Variant("verified", four.settings(Map.of("cluster.decision", "verified"))));
    Replay replay =
        new ReplayJob(spark, four.settings(Map.of()), Progress.SILENT)
            .run(OptionalInt.of(4), variants, null);
    assertThat(replay.isRight()).isTrue();
    Replay.Row remembered = replay.variants().get(0);
    assertThat(remembered.same()).isTrue();
    assertThat(remembered.clients()).isEqualTo(result(4).clients());
    assertThat(remembered.clients().get(0).recalled()).isNotNull();
    assertThat(replay.variants().get(1).clients().get(0).recalled()).isNull();
  }

  private static RoundResult result(int version) throws IOException {
    return Earlier.readResult(four.store(), four.commit(version));
  }

  /** Round 5 would compare with round 1. */
  @Test
  void whatIsGoneOrWasChangedGivesNoCurvature() throws IOException {
    MemoryFederation federation = copy("gone").deliver(5);
    TestFederation.delete(federation.upload(1, "site-004"));
    Files.writeString(
        federation.upload(1, "site-005").resolve("_manifest.json"),
        Files.readString(federation.upload(1, "site-005").resolve("_manifest.json")) + " ");
    Path shard = federation.upload(1, "site-006").resolve("part-0.parquet");
    byte[] changed = Files.readAllBytes(shard);
    changed[changed.length / 2]++;
    Files.write(shard, changed);
    Files.delete(federation.file(1, "root-update/part-0.parquet"));
    RoundResult result = federation.run();
    assertThat(memory(result).state()).isEqualTo(MemoryRecord.State.USED);
    MemoryState state = federation.state(5);
    for (String client : List.of("site-004", "site-005", "site-006")) {
      ClientRecord before = four.state(4).client(client);
      assertThat(state.client(client).curvatureWeight()).isEqualTo(before.curvatureWeight());
      assertThat(state.client(client).curvatureSum()).isEqualTo(before.curvatureSum());
      assertThat(state.client(client).seen()).isEqualTo(5);
    }
    assertThat(state.client("site-007").curvatureWeight())
        .isGreaterThan(four.state(4).client("site-007").curvatureWeight());
    assertThat(state.root().curvatureSum()).isEqualTo(four.state(4).root().curvatureSum());
  }

  @Test
  void aDamagedMemoryIsLostAndSaysSo() throws IOException {
    MemoryFederation federation = copy("damaged").deliver(5);
    Path file = federation.file(4, FileNames.CLIENT_MEMORY);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2]++;
    Files.write(file, content);
    assertThat(federation.problems(4))
        .singleElement()
        .asString()
        .contains("memory.parquet is damaged: SHA-256 ");
    RoundResult result = federation.run();
    MemoryRecord memory = memory(result);
    assertThat(memory.state()).isEqualTo(MemoryRecord.State.LOST);
    assertThat(memory.why()).contains("memory.parquet is damaged: SHA-256 ");
    assertThat(memory.age()).isZero();
    assertThat(result.record().result().why()).contains("decided without it");
    assertThat(federation.state(5).age()).isEqualTo(1);
    String report =
        Files.readString(Path.of(result.directory().replace("file:", ""), "report.html"));
    assertThat(report).contains("memory.parquet is damaged");
  }

  @Test
  void aDecisionWithoutMemoryKeepsNone() throws IOException {
    MemoryFederation federation = copy("between").deliver(5);
    RoundResult result = federation.run(Map.of("cluster.decision", "verified"));
    assertThat(result.record().judged().memory()).isNull();
    assertThat(result.clients().get(0).recalled()).isNull();
    assertThat(federation.memory(5)).isNull();
    RoundResult next = federation.deliver(4, 6, List.of("site-004", "site-005"), OWN).run();
    assertThat(memory(next).state()).isEqualTo(MemoryRecord.State.LOST);
    assertThat(memory(next).why()).endsWith("round=5/commit.json names no file memory.parquet");
  }

  @Test
  void everyVersionPassesTheCheck() throws IOException {
    for (int round = 1; round <= 4; round++) {
      assertThat(four.problems(round)).isEmpty();
    }
  }
}
