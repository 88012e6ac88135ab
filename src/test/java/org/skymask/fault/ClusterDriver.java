package org.skymask.fault;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.DriverProcess;
import org.skymask.TestSpark;
import org.skymask.cli.Exits;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.config.SettingsLoader;
import org.skymask.fixture.Built;
import org.skymask.round.run.RoundJob;

/** A driver with two executors, each a process, that loses an executor in a stage of each round. */
final class ClusterDriver {
  /** Small blocks, so that every executor has some. */
  static final Map<String, String> SETTINGS =
      Map.of("mask.epochs", "4", "mask.block-length", "500");

  private ClusterDriver() {}

  /**
   * Runs rounds one after the other.
   *
   * @param home becomes the cluster's SPARK_HOME
   * @param rounds {@code <loss>=<models>}, see {@link StageLoss#of}
   */
  static Run run(Path home, LocalMedium medium, List<String> rounds)
      throws IOException, InterruptedException {
    Files.createDirectories(home.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(DriverProcess.opens());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.addAll(List.of(ClusterDriver.class.getName(), medium.updates(), medium.root()));
    command.addAll(rounds);
    return SkyMaskProcess.start(
            command,
            Map.of(
                "SPARK_HOME",
                home.toAbsolutePath().toString(),
                "SPARK_SCALA_VERSION",
                Built.scala(),
                "SPARK_LOCAL_IP",
                "127.0.0.1"))
        .end();
  }

  /** Executors start in directories of their own. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The driver. */
  public static void main(String[] arguments) {
    Map<String, String> conf =
        Map.of(
            "spark.executor.memory",
            "1g",
            "spark.executor.extraJavaOptions",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path"));
    try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]", conf)) {
      for (String round : List.of(arguments).subList(2, arguments.length)) {
        String[] parts = round.split("=", 2);
        Map<String, String> keys = Trial.keys(arguments[0], arguments[1], parts[1], SETTINGS);
        StageLoss loss = StageLoss.of(parts[0], Path.of(arguments[0]));
        spark.sc().addSparkListener(loss);
        new RoundJob(spark, SettingsLoader.load(null, keys), loss).run(OptionalInt.of(1));
        spark.sc().removeSparkListener(loss);
      }
    } catch (Exception e) { // Spark throws what it does not declare.
      System.out.println(Exits.message(e));
      System.exit(Exits.of(e));
    }
  }
}
