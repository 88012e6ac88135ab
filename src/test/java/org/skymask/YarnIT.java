package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Federation;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fixture.YarnCluster;

/**
 * Rounds on YARN with {@code conf/yarn.conf}: the driver is in a container. Asked for by {@code
 * -Dskymask.yarn}, since it takes a minute; needs SKYMASK_TEST_SPARK_HOME.
 */
class YarnIT {

  @Test
  void aDriverInAContainerCommitsAndItsRefusalIsNotTriedAgain(@TempDir Path scratch)
      throws Exception {
    String spark = System.getenv("SKYMASK_TEST_SPARK_HOME");
    assumeTrue(
        spark != null && System.getProperty("skymask.yarn") != null,
        "skipped: asked for by -Dskymask.yarn, with SKYMASK_TEST_SPARK_HOME");
    Federation digits = Federation.digits(scratch.resolve("federation"));
    try (YarnCluster yarn = YarnCluster.start(scratch.resolve("yarn"))) {
      Path properties = properties(scratch, String.valueOf(spark));
      Map<String, String> environment =
          Map.of(
              "SPARK_HOME",
              String.valueOf(spark),
              "HADOOP_CONF_DIR",
              yarn.configuration().toString(),
              "SKYMASK_SUBMIT_OPTS",
              "--properties-file " + properties + " --files " + digits.config());

      Run committed = submit(environment);
      assertThat(committed.exit()).as(committed.err()).isZero();
      assertThat(digits.version(1).round()).isEqualTo(1);

      Run conflict = submit(environment, "-D", "mask.epochs=3");
      assertThat(conflict.exit()).as(conflict.err()).isEqualTo(1);
      assertThat(conflict.err()).contains("exitCode: 5").doesNotContain("appattempt_2");
    }
  }

  /** The configuration's name is that of a file in the driver's working directory. */
  private static Run submit(Map<String, String> environment, String... further) throws Exception {
    List<String> command = new ArrayList<>(List.of("jobs/skymask", "round", "--round", "1"));
    command.addAll(List.of("--config", "skymask.conf"));
    command.addAll(List.of(further));
    return SkyMaskProcess.start(command, environment).end();
  }

  private static Path properties(Path scratch, String spark) throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("conf/yarn.conf")));
    lines.addAll(
        List.of(
            "spark.driver.memory 768m",
            "spark.driver.memoryOverhead 512m",
            "spark.executor.instances 1",
            "spark.executor.cores 2",
            "spark.executor.memory 768m",
            "spark.executor.memoryOverhead 512m",
            "spark.yarn.stagingDir " + scratch.resolve("staging").toUri(),
            "spark.yarn.jars local:" + spark + "/jars/*"));
    return Files.write(scratch.resolve("spark.conf"), lines);
  }
}
