package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Exits;
import org.skymask.cli.TestFederation;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.model.ModelVersion;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.rollback.RollbackJob;
import org.skymask.round.run.RoundJob;
import org.skymask.storage.commit.CommitStateUnknownException;

/** A rollback and another driver that commits the same number while it runs. */
class StandingRollbackIT {
  private static final Rollback POISONED = new Rollback(0, "poisoned");

  private static JavaSparkContext spark;
  private static TestFederation made;

  private TestFederation digits;

  private interface Driver {
    RoundResult run() throws IOException;
  }

  @BeforeAll
  static void aVersion(@TempDir Path directory) throws IOException {
    spark =
        TestSpark.open(
            "local[1]",
            Map.of(
                "spark.hadoop.fs.file.impl",
                OvertakingFileSystem.class.getName(),
                "spark.hadoop.fs.file.impl.disable.cache",
                "true"));
    nobodyIsFaster();
    made = TestFederation.digits(directory);
    upload(made, 2, round(made, 1));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @BeforeEach
  void aCopy(@TempDir Path directory) throws IOException {
    nobodyIsFaster();
    digits = TestFederation.digits(directory.resolve("copy"));
    TestFederation.delete(digits.models());
    TestFederation.copy(made.models(), digits.models());
    TestFederation.copy(made.client(2, "site-a"), digits.client(2, "site-a"));
    TestFederation.copy(made.client(2, "site-b"), digits.client(2, "site-b"));
  }

  private static void nobodyIsFaster() {
    OvertakingFileSystem.before = (file, content, real) -> real.createIfAbsent(file, content);
  }

  /** Another driver runs, whole, where this one is about to commit. */
  private static void isFaster(Driver other) {
    OvertakingFileSystem.before =
        (file, content, real) -> {
          nobodyIsFaster();
          other.run();
          return real.createIfAbsent(file, content);
        };
  }

  private static void upload(TestFederation federation, int round, RoundResult before)
      throws IOException {
    ModelVersion base = federation.version(before.record().identity().round());
    float[] delta = new float[base.layout().valueCount()];
    delta[0] = 0.5f;
    federation.upload(round, "site-a", base, delta);
    federation.upload(round, "site-b", base, delta);
  }

  private static Settings settings(TestFederation federation) {
    return SettingsLoader.load(federation.config(), Map.of("aggregator", "fedavg"));
  }

  private static RoundResult round(TestFederation federation, int number) throws IOException {
    return new RoundJob(spark, settings(federation), Progress.SILENT).run(OptionalInt.of(number));
  }

  private RoundResult rollback(Rollback asked, OptionalInt number) throws IOException {
    return new RollbackJob(spark, settings(digits), Progress.SILENT).run(asked, number);
  }

  private RoundResult rollback() throws IOException {
    return rollback(POISONED, OptionalInt.of(2));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> isRefused(
      int exit, ThrowingCallable driver) {
    return assertThatThrownBy(driver)
        .satisfies(thrown -> assertThat(Exits.of(thrown)).as(thrown.toString()).isEqualTo(exit));
  }

  private void oneStands() {
    assertThat(digits.left(2)).hasSize(2).contains("commit.json");
  }

  @Test
  void aRoundWasFaster() throws IOException {
    isFaster(() -> round(digits, 2));
    isRefused(5, this::rollback)
        .hasMessageEndingWith(
            "round=2/commit.json stands: a round made it (committed); asked for was a rollback to"
                + " version 0");
    oneStands();
    assertThat(round(digits, 2).alreadyCommitted()).isTrue();
    // The bad version has become another's base meanwhile: the way back is one number on.
    assertThat(rollback(POISONED, OptionalInt.empty()).record().identity().round()).isEqualTo(3);
    assertThat(digits.version(3).digest()).isEqualTo(digits.version(0).digest());
  }

  @Test
  void aRollbackWasFaster() throws IOException {
    isFaster(this::rollback);
    isRefused(5, () -> round(digits, 2))
        .hasMessageEndingWith(
            "round=2/commit.json stands: a rollback to version 0 (poisoned); its uploads are not"
                + " used, clients go on with round 3");
    oneStands();
    assertThat(digits.version(2).digest()).isEqualTo(digits.version(0).digest());
  }

  @Test
  void theSameRollbackWasFaster() throws IOException {
    isFaster(this::rollback);
    RoundResult beaten = rollback();
    assertThat(beaten.alreadyCommitted()).isTrue();
    oneStands();
    assertThat(digits.left(2)).contains("attempt=" + beaten.record().identity().attempt());
  }

  @Test
  void aRollbackForAnotherReasonWasFaster() throws IOException {
    isFaster(() -> rollback(new Rollback(0, "forgotten"), OptionalInt.empty()));
    RoundResult beaten = rollback();
    assertThat(beaten.alreadyCommitted()).isTrue();
    assertThat(beaten.record().result().why()).contains("forgotten");
    oneStands();
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
      isRefused(6, () -> rollback(POISONED, OptionalInt.empty()))
          .hasMessageEndingWith(
              "round=2/commit.json: nobody knows, run `skymask rollback --to 0 --round 2` with the"
                  + " same options to find out");
      assertThat(digits.left(2)).anyMatch(name -> name.startsWith("attempt="));
    }
    nobodyIsFaster();
    RoundResult found = rollback();
    assertThat(found.alreadyCommitted()).isTrue();
    assertThat(digits.version(2).digest()).isEqualTo(digits.version(0).digest());
  }

  @Test
  void whereItDidNotHappenItIsMadeWhenAskedAgain() throws IOException {
    OvertakingFileSystem.before =
        (file, content, real) -> {
          throw new CommitStateUnknownException(file + ": nobody knows", null);
        };
    isRefused(6, this::rollback);
    nobodyIsFaster();
    assertThat(rollback().alreadyCommitted()).isFalse();
  }

  @Test
  void aCommitThatFailsLeavesNothing() throws IOException {
    OvertakingFileSystem.before =
        (file, content, real) -> {
          throw new IOException(file + ": no space left");
        };
    isRefused(1, this::rollback).hasMessageContaining("no space left");
    assertThat(digits.left(2)).isEmpty();
  }
}
