package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.TestSpark;
import org.skymask.cli.HeldRound;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/**
 * Drivers that storage keeps waiting without end, and that end themselves. Their time is up as soon
 * as they wait, see {@link HeldRound}.
 */
class TimeLimitIT {
  private static final String LIMIT = "1h";

  private static final Map<String, String> SETTINGS = Map.of("aggregator", "fedavg");

  /** What a driver on a medium is held at, and what happens to it there. */
  private interface Held {
    void meanwhile(SkyMaskProcess driver) throws Exception;
  }

  private static Run ended(
      Medium medium, Effect effect, Moment moment, Predicate<String> at, int exit, Held held)
      throws Exception {
    try (medium;
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      Trial trial = new Trial(spark, medium, SETTINGS);
      List<String> operations = trial.operations();
      int k = 1;
      while (!at.test(operations.get(k - 1))) {
        k++;
      }
      String models = medium.models();
      Invariants invariants =
          new Invariants(
              medium.undisturbed(), models, medium.updates(), trial.digest(medium.models()));
      Fault fault = new Fault(k, moment, effect, medium.scope());
      Map<String, String> limited = new TreeMap<>(SETTINGS);
      limited.put("round.time-limit", LIMIT);
      SkyMaskProcess driver =
          SkyMaskProcess.startInOrder(
              HeldRound.class.getName(),
              medium.options(fault),
              Trial.arguments(medium, models, limited));
      assertThat(medium.awaitHanging(driver, fault)).matches(at);
      held.meanwhile(driver);
      Run run = driver.end();
      if (medium instanceof HdfsMedium hdfs) {
        hdfs.cluster().thaw();
      }
      assertThat(run.exit()).as(run.err()).isEqualTo(exit);
      assertThat(run.json().path("exit").asInt()).isEqualTo(exit);
      invariants.check(exit);
      assertThat(trial.exit(models)).isZero();
      assertThat(invariants.check(0)).isTrue();
      return run;
    }
  }

  @Test
  void inTheCommitItIsUnknown(@TempDir Path directory) throws Exception {
    Run run =
        ended(
            LocalMedium.in(directory),
            Effect.HANGS,
            Moment.AFTER,
            Medium::isCommit,
            6,
            driver -> {});

    assertThat(run.json().path("error").asText())
        .contains("in the stage publish")
        .contains("run skymask round --round 1 to find out");
  }

  /** A stuck NameNode still renews the lease of the file that is being written. */
  @Test
  void aNameNodeIsNotWaitedForWithoutEnd(@TempDir Path directory) throws Exception {
    HdfsMedium hdfs = HdfsMedium.in(directory);
    Run run =
        ended(
            hdfs,
            Effect.IS_HELD,
            Moment.BEFORE,
            op -> op.matches("write .*/part-.*"),
            1,
            driver -> {
              hdfs.cluster().freeze();
              driver.tell("go");
            });

    assertThat(run.json().path("error").asText())
        .startsWith("round 1 has taken longer than round.time-limit = 1h")
        .contains("in the stage aggregate")
        .contains("nothing was committed");
  }
}
