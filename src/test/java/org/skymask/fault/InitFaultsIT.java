package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Exits;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.config.SettingsLoader;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.round.init.InitJob;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Storage fails at every operation of {@code init}, and drivers are killed in it. */
class InitFaultsIT {

  /** Version 0 of a federation as the source of another's. */
  private static final class Init {
    private final Medium medium;
    private final String source;
    private final String digest;
    private final List<String> operations;
    private int count;

    Init(Medium medium) throws IOException {
      this.medium = medium;
      String models = medium.models();
      ModelStore store = new ModelStore(models, medium.undisturbed());
      Commit commit = store.readCommit(0).orElseThrow();
      source = store.attempt(0, commit.attempt()).toString();
      digest = commit.model();
      medium.arm(new Fault(Integer.MAX_VALUE, Moment.BEFORE, Effect.FAILS, medium.scope()));
      assertThat(exit(next())).isZero();
      operations = medium.seen();
      medium.arm(null);
    }

    private String next() {
      return medium.place("init-" + ++count);
    }

    private static Map<String, String> keys(String models) {
      return Map.of("federation", "digits-signflip", "models", models);
    }

    private int exit(String models) {
      try {
        new InitJob(medium.hadoop(), SettingsLoader.load(null, keys(models))).run(source);
        return 0;
      } catch (IOException | RuntimeException e) {
        return Exits.of(e);
      }
    }

    /** Whether version 0 stands, whole. */
    private boolean stands(String models) throws IOException {
      ModelStore store = new ModelStore(models, medium.undisturbed());
      Optional<Commit> commit = store.readCommit(0);
      if (commit.isPresent()) {
        assertThat(store.read(commit.get()).digest()).isEqualTo(digest);
      }
      return commit.isPresent();
    }

    private List<Integer> those(Predicate<String> wanted) {
      List<Integer> found = new ArrayList<>();
      for (int k = 1; k <= operations.size(); k++) {
        if (wanted.test(operations.get(k - 1))) {
          found.add(k);
        }
      }
      assertThat(found).as("some of %s", operations).isNotEmpty();
      return found;
    }

    private void commitsNext(String models) throws IOException {
      assertThat(exit(models)).isZero();
      assertThat(stands(models)).isTrue();
    }

    void fails(Moment moment, Effect effect, Predicate<String> wanted) throws IOException {
      for (int k : those(wanted)) {
        String models = next();
        medium.arm(new Fault(k, moment, effect, medium.scope()));
        int exit = exit(models);
        List<String> seen = medium.seen();
        medium.arm(null);
        assertThat(seen).as("reached").hasSizeGreaterThanOrEqualTo(k);
        boolean whole = stands(models);
        boolean begun = seen.subList(0, k).stream().anyMatch(Medium::isCommit);
        assertThat(exit)
            .as("%s %s at %d of %s", effect, moment, k, seen)
            .isIn(whole ? List.of(0, begun ? 6 : 0) : List.of(1, begun ? 6 : 1));
        commitsNext(models);
      }
    }

    /** Only {@code after} the commit there is a version. */
    void isKilled(Moment moment, Predicate<String> wanted, boolean after) throws Exception {
      for (int k : those(wanted)) {
        String models = next();
        Fault fault = new Fault(k, moment, Effect.HANGS, medium.scope());
        Map<String, String> keys = new TreeMap<>(medium.disturbed());
        keys.putAll(medium.patience());
        keys.putAll(keys(models));
        List<String> arguments = new ArrayList<>(List.of("init", "--from", source));
        keys.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
        SkyMaskProcess driver =
            SkyMaskProcess.startInOrder(medium.options(fault), arguments.toArray(String[]::new));
        assertThat(medium.awaitHanging(driver, fault)).matches(wanted);
        driver.kill();
        assertThat(driver.end().exit()).isEqualTo(Invariants.KILLED);
        medium.arm(null);
        assertThat(stands(models)).isEqualTo(after);
        commitsNext(models);
      }
    }
  }

  private static void everywhere(Init init) throws Exception {
    Medium medium = init.medium;
    init.fails(Moment.BEFORE, Effect.FAILS, op -> true);
    init.fails(Moment.HALFWAY, Effect.FAILS, medium::hasMiddle);
    init.fails(Moment.AFTER, Effect.FAILS, Matrix::isWriting);
    init.fails(Moment.BEFORE, Effect.STAYS_DOWN, medium.isTimed() ? Medium::isCommit : op -> true);
    init.fails(
        Moment.AFTER, Effect.STAYS_DOWN, medium.isTimed() ? Medium::isCommit : Matrix::isWriting);
    Predicate<String> parameters = op -> op.matches("(write|PUT) .*/parameters/.*");
    init.isKilled(medium.isTimed() ? Moment.BEFORE : Moment.HALFWAY, parameters, false);
    aroundTheCommit(init);
  }

  private static void aroundTheCommit(Init init) throws Exception {
    init.isKilled(Moment.BEFORE, Medium::isCommit, false);
    init.isKilled(Moment.AFTER, Medium::isCommit, true);
  }

  /** Of servers all is asked for by {@code -Dskymask.thorough}: it takes minutes. */
  private static void onServers(Init init) throws Exception {
    if (System.getProperty("skymask.thorough") != null) {
      everywhere(init);
      return;
    }
    init.fails(Moment.BEFORE, Effect.FAILS, Matrix::isWriting);
    init.fails(Moment.AFTER, Effect.FAILS, Medium::isCommit);
    aroundTheCommit(init);
  }

  @Test
  void onTheLocalDisk(@TempDir Path directory) throws Exception {
    try (Medium medium = LocalMedium.in(directory)) {
      everywhere(new Init(medium));
    }
  }

  @Test
  void onHdfs(@TempDir Path directory) throws Exception {
    try (Medium medium = HdfsMedium.in(directory)) {
      onServers(new Init(medium));
    }
  }

  @Test
  void onS3(@TempDir Path directory) throws Exception {
    try (Medium medium = S3Medium.in(directory)) {
      onServers(new Init(medium));
    }
  }
}
