package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.cli.Exits;
import org.skymask.cli.Federation;
import org.skymask.config.SettingsLoader;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.round.InitJob;
import org.skymask.storage.Commit;
import org.skymask.storage.ModelStore;

/** The local disk fails at every operation of {@code init}. */
class InitFaultsIT {
  private final Configuration hadoop = new Configuration();
  private Path directory = Path.of("");
  private Federation digits = new Federation("", directory);

  @BeforeEach
  void aFederation(@TempDir Path scratch) {
    directory = scratch;
    digits = Federation.digits(scratch.resolve("federation"));
    hadoop.set("fs.file.impl", FaultyLocalFileSystem.class.getName());
    hadoop.set("fs.file.impl.disable.cache", "true");
  }

  private int init(Path models) {
    Map<String, String> keys = Map.of("federation", "digits-signflip", "models", models.toString());
    try {
      new InitJob(hadoop, SettingsLoader.load(null, keys)).run(digits.initial().toString());
      return 0;
    } catch (IOException | RuntimeException e) {
      return Exits.of(e);
    }
  }

  /** Whether version 0 stands, whole. */
  private boolean stands(Path models) throws IOException {
    ModelStore store = new ModelStore(models.toString(), hadoop);
    Optional<Commit> commit = store.commit(0);
    if (commit.isPresent()) {
      assertThat(store.read(commit.get()).digest()).isEqualTo(digits.version(0).digest());
    }
    return commit.isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE,FAILS",
    "HALFWAY,FAILS",
    "AFTER,FAILS",
    "BEFORE,STAYS_DOWN",
    "AFTER,STAYS_DOWN"
  })
  void atEveryOperation(Moment moment, Effect effect) throws IOException {
    int k = 0;
    boolean reached = true;
    while (reached) {
      k++;
      Path models = directory.resolve("models-" + k);
      Faults.arm(new Fault(k, moment, effect, directory.toString()));
      int exit = init(models);
      List<String> seen = Faults.seen();
      Faults.arm(null);
      boolean whole = stands(models);
      assertThat(exit).as("%d of %s", k, seen).isIn(whole ? List.of(0, 6) : List.of(1, 6));
      assertThat(init(models)).isZero();
      assertThat(stands(models)).isTrue();
      reached = seen.size() >= k;
    }
    assertThat(k).isGreaterThan(20);
  }
}
