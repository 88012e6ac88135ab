package org.skymask.round;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.TestSpark;

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
    Files.createDirectories(home.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(opens());
    command.addAll(List.of("-Xmx1g", "-cp", classPath(), RoundProcess.class.getName()));
    command.add(golden.directory().toAbsolutePath().toString());
    runs.forEach(run -> command.add(run.argument()));
    Path output = home.resolve("driver.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", home.toAbsolutePath().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    // As on a cluster where nobody thought of it.
    builder.environment().remove("OMP_NUM_THREADS");
    int exit = builder.start().waitFor();
    String written = Files.readString(output);
    if (exit != 0) {
      throw new IOException("the driver ended with " + exit + ":\n" + written);
    }
    return written;
  }

  /** Java 17 closes packages that Spark reflects on; the driver needs what this process has. */
  static List<String> opens() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-opens") || a.startsWith("-Djdk.reflect"))
        .toList();
  }

  /** Executors start in directories of their own. */
  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
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
