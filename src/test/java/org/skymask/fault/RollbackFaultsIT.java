package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.Exits;
import org.skymask.cli.TestFederation;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.Progress;
import org.skymask.round.rollback.RollbackJob;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** The local disk fails at the operations of {@code rollback}. */
class RollbackFaultsIT {

  /** A federation with the versions 0 and 1, and copies of it that go back to version 0. */
  private static final class Back {
    private final JavaSparkContext spark;
    private final LocalMedium medium;
    private final Path models;
    private final String digest;
    private final List<String> operations;
    private int count;

    Back(JavaSparkContext spark, LocalMedium medium) throws IOException {
      this.spark = spark;
      this.medium = medium;
      this.models = Path.of(medium.models());
      new Trial(spark, medium, Map.of("aggregator", "fedavg")).digest(models.toString());
      this.digest = store(models).readCommit(0).orElseThrow().model();
      medium.arm(new Fault(Integer.MAX_VALUE, Moment.BEFORE, Effect.FAILS, medium.scope()));
      assertThat(exit(next())).isZero();
      this.operations = medium.seen();
      medium.arm(null);
    }

    private ModelStore store(Path directory) throws IOException {
      return new ModelStore(directory.toString(), medium.undisturbed());
    }

    private Path next() {
      Path copy = Path.of(medium.place("rollback-" + ++count));
      TestFederation.copy(models, copy);
      return copy;
    }

    private int exit(Path directory) {
      Settings settings =
          SettingsLoader.load(
              null, Map.of("federation", "digits-signflip", "models", directory.toString()));
      try {
        new RollbackJob(spark, settings, Progress.SILENT)
            .run(new Rollback(0, "poisoned"), OptionalInt.of(2));
        return 0;
      } catch (Exception | Error e) { // Spark throws what it does not declare.
        return Exits.of(e);
      }
    }

    /** Whether version 2 stands, whole; the versions before it are what they were. */
    private boolean stands(Path directory) throws IOException {
      ModelStore store = store(directory);
      for (int round : new int[] {0, 1}) {
        Commit before = store.readCommit(round).orElseThrow();
        assertThat(before).isEqualTo(store(models).readCommit(round).orElseThrow());
        assertThat(store.read(before).digest()).isEqualTo(before.model());
      }
      Optional<Commit> commit = store.readCommit(2);
      if (commit.isPresent()) {
        assertThat(store.read(commit.get()).digest()).isEqualTo(digest);
        for (var file : commit.get().files()) {
          assertThat(store.readFile(commit.get(), file.name())).hasSize((int) file.bytes());
        }
      }
      return commit.isPresent();
    }

    void fails(Moment moment, Effect effect, Predicate<String> wanted) throws IOException {
      List<Integer> those = new ArrayList<>();
      IntStream.rangeClosed(1, operations.size())
          .filter(k -> wanted.test(operations.get(k - 1)))
          .forEach(those::add);
      assertThat(those).as("some of %s", operations).isNotEmpty();
      for (int k : those) {
        Path directory = next();
        medium.arm(new Fault(k, moment, effect, medium.scope()));
        int exit = exit(directory);
        List<String> seen = medium.seen();
        medium.arm(null);
        assertThat(seen).as("reached").hasSizeGreaterThanOrEqualTo(k);
        boolean whole = stands(directory);
        boolean begun = seen.stream().anyMatch(Medium::isCommit);
        assertThat(exit)
            .as("%s %s at %d of %s", effect, moment, k, seen)
            .isIn(whole ? List.of(0, begun ? 6 : 0) : List.of(1, begun ? 6 : 1));
        assertThat(exit(directory)).as("asked again").isZero();
        assertThat(stands(directory)).isTrue();
      }
    }
  }

  @Test
  void onTheLocalDisk(@TempDir Path directory) throws Exception {
    try (LocalMedium medium = LocalMedium.in(directory);
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      Back back = new Back(spark, medium);
      back.fails(Moment.HALFWAY, Effect.FAILS, medium::hasMiddle);
      back.fails(Moment.AFTER, Effect.FAILS, Matrix::isWriting);
      back.fails(Moment.BEFORE, Effect.STAYS_DOWN, Matrix::isWriting);
      if (System.getProperty("skymask.thorough") != null) {
        back.fails(Moment.BEFORE, Effect.FAILS, op -> true);
        back.fails(Moment.AFTER, Effect.STAYS_DOWN, Matrix::isWriting);
      }
    }
  }
}
