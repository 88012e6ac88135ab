package org.skymask.round;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.DriverProcess;
import org.skymask.TestSpark;
import org.skymask.round.run.RoundJob;

/**
 * Rounds on a cluster of processes: a driver of its own, because such a cluster takes its home from
 * the environment, and executors that may be killed.
 */
final class RoundProcess {
  /** Small blocks, so that every executor has some. */
  static final Map<String, String> SETTINGS = Map.of("mask.block-length", "1000");

  private static final String MASTER = "local-cluster[2,1,2048]";
  private static final String PARALLELISM = "spark.default.parallelism";

  private RoundProcess() {}

  /**
   * A round.
   *
   * @param models where version 0 stands and the round is committed
   * @param lost epochs after which an executor is killed
   */
  record Run(Path models, int parallelism, Set<Integer> lost) {
    String argument() {
      return parallelism
          + ":"
          + lost.stream().map(String::valueOf).collect(Collectors.joining(","))
          + ":"
          + models.toAbsolutePath();
    }

    static Run of(String argument) {
      String[] parts = argument.split(":", 3);
      Set<Integer> lost =
          Stream.of(parts[1].split(","))
              .filter(epoch -> !epoch.isEmpty())
              .map(Integer::valueOf)
              .collect(Collectors.toSet());
      return new Run(Path.of(parts[2]), Integer.parseInt(parts[0]), lost);
    }
  }

  /**
   * Runs rounds one after the other on two executors.
   *
   * @param home becomes the cluster's SPARK_HOME
   * @return what the driver wrote
   */
  static String run(GoldenCase golden, List<Run> runs, Path home)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(golden.directory().toAbsolutePath().toString());
    runs.forEach(run -> arguments.add(run.argument()));
    return DriverProcess.run("1g", home, RoundProcess.class, arguments);
  }

  /** The driver. */
  public static void main(String[] arguments) throws IOException {
    GoldenCase golden = GoldenCase.read(Path.of(arguments[0]));
    Map<String, String> conf =
        Map.of(
            "spark.executor.memory",
            "1g",
            "spark.executor.extraJavaOptions",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path"));
    try (JavaSparkContext spark = TestSpark.open(MASTER, conf)) {
      for (String argument : List.of(arguments).subList(1, arguments.length)) {
        Run run = Run.of(argument);
        spark.sc().conf().set(PARALLELISM, String.valueOf(run.parallelism()));
        new RoundJob(spark, golden.settings(run.models(), SETTINGS), new Losses(run.lost()))
            .run(OptionalInt.empty());
      }
    }
  }

  /** Kills an executor as certain epochs end, and the next epoch's tasks meet it dying or dead. */
  private record Losses(Set<Integer> epochs) implements Progress {
    @Override
    public void stage(String stage, String description) {}

    @Override
    public void epoch(int epoch, int count, double loss) {
      if (epochs.contains(epoch)) {
        ProcessHandle executor =
            ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no executor is running"));
        System.out.println("epoch " + epoch + ", killed: " + executor.destroyForcibly());
      }
    }
  }
}
