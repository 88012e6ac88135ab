package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.memory.ClientRecord;
import org.skymask.model.ClientResult;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.Verdict;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.chain.Earlier;
import org.skymask.round.replay.Replay.Variant;
import org.skymask.round.replay.ReplayJob;
import org.skymask.round.rollback.MemoryChangeJob;
import org.skymask.round.run.RoundJob;

/** An operator shuts a client out, and lets it in again. */
class MemoryChangeIT {
  private static final Change BAN = new Change(Outcome.BANNED, "site-009", "the disk was stolen");
  private static final Change PARDON =
      new Change(Outcome.PARDONED, "site-009", "a new disk and new keys");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  private static JavaSparkContext spark;
  private static MemoryFederation one;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path place;

  @BeforeAll
  static void open() throws IOException {
    spark = TestSpark.local(2);
    one = new MemoryFederation(MemoryCase.sleepers(), directory.resolve("one"), spark);
    one.runTo(1);
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static RoundResult change(MemoryFederation federation, Change asked, int... number)
      throws IOException {
    OptionalInt wanted = number.length == 0 ? OptionalInt.empty() : OptionalInt.of(number[0]);
    return new MemoryChangeJob(spark, federation.settings(Map.of()), Progress.SILENT)
        .run(asked, wanted);
  }

  @Test
  void whoIsBannedIsLeftOutUntilItIsPardoned() throws IOException {
    MemoryFederation federation = one.copy(place.resolve("both"));
    RoundResult banned = change(federation, BAN);
    assertThat(banned.record().result().outcome()).isEqualTo(Outcome.BANNED);
    assertThat(banned.record().result().why())
        .isEqualTo(
            "Client site-009 is shut out from version 2 on, which has the values of version 1"
                + " again. Reason: the disk was stolen");
    assertThat(federation.version(2).values()).isEqualTo(federation.version(1).values());
    assertThat(Objects.requireNonNull(record(federation, 2).change())).isEqualTo(BAN);
    assertThat(Files.readString(federation.file(2, "report.html")))
        .contains("an operator asked for a ban of site-009 (the disk was stolen)");

    RoundResult without = federation.deliver(2, 3, clients(), name -> name).run();
    ClientResult client = MemoryFederation.client(without, "site-009");
    assertThat(client.verdict()).isEqualTo(Verdict.FILTERED);
    assertThat(client.detail()).isEqualTo("shut out by an operator until it is pardoned");
    assertThat(without.record().result().why()).contains("1 shut out by an operator");
    assertThat(without.record().result().counts().filtered()).isEqualTo(1);
    assertThat(Files.readString(federation.file(3, "report.html")))
        .contains("It was shut out by an operator until it is pardoned.");

    assertThat(change(federation, PARDON).record().result().outcome()).isEqualTo(Outcome.PARDONED);
    assertThat(federation.state(4).client("site-009")).isEqualTo(ClientRecord.NEW);
    assertThat(federation.state(4).client("site-008"))
        .isEqualTo(federation.state(3).client("site-008"));
    RoundResult again = federation.deliver(3, 5, clients(), name -> name).run();
    assertThat(MemoryFederation.client(again, "site-009").verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(federation.state(5).client("site-009").seen()).isEqualTo(1);
    for (int version = 1; version <= 5; version++) {
      assertThat(federation.problems(version)).isEmpty();
    }
  }

  private static List<String> clients() {
    return List.of("site-004", "site-005", "site-006", "site-007", "site-008", "site-009");
  }

  private static MemoryRecord record(MemoryFederation federation, int version) throws IOException {
    return Objects.requireNonNull(
        Earlier.readResult(federation.store(), federation.commit(version))
            .record()
            .judged()
            .memory());
  }

  @Test
  void askedTwiceItIsDoneOnce() throws IOException {
    MemoryFederation federation = one.copy(place.resolve("twice"));
    String first = change(federation, BAN).record().identity().attempt();
    RoundResult second = change(federation, new Change(Outcome.BANNED, "site-009", "again"));
    assertThat(second.alreadyCommitted()).isTrue();
    assertThat(second.record().identity().attempt()).isEqualTo(first);
    assertThat(change(federation, BAN, 2).alreadyCommitted()).isTrue();
    assertThatThrownBy(() -> change(federation, PARDON, 2))
        .isInstanceOfSatisfying(
            RoundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .hasMessageContaining("stands: a ban of site-009 (the disk was stolen); asked for was a");
  }

  /** Its uploads were trained from the version before. */
  @Test
  void aRoundDoesNotTakeItForItsOwn() throws IOException {
    MemoryFederation federation = one.copy(place.resolve("round")).deliver(2);
    change(federation, BAN);
    RoundJob job = new RoundJob(spark, federation.settings(Map.of()), Progress.SILENT);
    assertThatThrownBy(() -> job.run(OptionalInt.of(2)))
        .isInstanceOfSatisfying(
            RoundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .hasMessageContaining("a ban of site-009");
    assertThatThrownBy(() -> change(federation, PARDON, 1))
        .isInstanceOfSatisfying(
            RoundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    Variant same = new Variant("same", federation.settings(Map.of()));
    assertThatThrownBy(
            () ->
                new ReplayJob(spark, federation.settings(Map.of()), Progress.SILENT)
                    .run(OptionalInt.of(2), List.of(same), null))
        .hasMessageContaining("version 2 was made by a ban of site-009");
  }

  @Test
  void whoIsUnknownCanBeBannedAndNotPardoned() throws IOException {
    MemoryFederation federation = one.copy(place.resolve("unknown"));
    assertThatThrownBy(() -> change(federation, new Change(Outcome.PARDONED, "site-099", "mended")))
        .isInstanceOfSatisfying(
            RoundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessageContaining("--client site-099: version 1 remembers no such client");
    RoundResult banned = change(federation, new Change(Outcome.BANNED, "site-099", "known evil"));
    assertThat(banned.record().result().why())
        .startsWith("Client site-099, which was never seen, is shut");
    assertThat(federation.state(2).client("site-099").banned()).isTrue();
  }

  /** As the runbook does it. */
  @Test
  void versionZeroIsRightToRememberNobody() throws IOException {
    MemoryFederation federation =
        new MemoryFederation(MemoryCase.sleepers(), place.resolve("zero"), spark);
    assertThat(change(federation, BAN).record().identity().round()).isEqualTo(1);
    assertThat(change(federation, PARDON).record().identity().round()).isEqualTo(2);
    assertThat(federation.state(2).clients()).isEmpty();
    RoundResult first = federation.deliver(1, 3, clients(), name -> name).run();
    assertThat(Objects.requireNonNull(first.record().judged().memory()).state())
        .isEqualTo(MemoryRecord.State.USED);
  }

  @Test
  void whereNothingIsRememberedThereIsNothingToChange() throws IOException {
    MemoryFederation federation = one.copy(place.resolve("nothing")).deliver(2);
    federation.run(Map.of("aggregator", "fedavg"));
    assertThatThrownBy(() -> change(federation, BAN))
        .isInstanceOfSatisfying(
            RoundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessageContaining("version 2 remembers nothing of its clients");
  }
}
