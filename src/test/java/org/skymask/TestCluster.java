package org.skymask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skymask.cli.SkyMaskProcess;

/**
 * A cluster by {@code jobs/cluster}: a master and two workers of one core each.
 *
 * @param directory for its logs and its workers
 */
record TestCluster(Path directory, Map<String, String> environment) implements AutoCloseable {

  /**
   * Starts it and waits until its workers are known.
   *
   * @param sparkHome the distribution
   * @param memory of each worker
   */
  static TestCluster start(String sparkHome, Path directory, String memory) {
    Map<String, String> environment = new HashMap<>(SkyMaskProcess.SHORT_LIVED);
    environment.putAll(
        Map.of("SPARK_HOME", sparkHome, "SKYMASK_CLUSTER_DIR", directory.toString()));
    TestCluster cluster = new TestCluster(directory, environment);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::stopSilently));
    cluster.command("start", "--cores", "1", "--memory", memory);
    return cluster;
  }

  /** What was started outlives this process: tests that are broken off are to leave nothing. */
  private void stopSilently() {
    ProcessBuilder builder = new ProcessBuilder("jobs/cluster", "stop");
    builder.environment().putAll(environment);
    try {
      builder.redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs {@code jobs/cluster COMMAND}, which must succeed; its standard output. */
  String command(String... arguments) {
    return run(Map.of(), command(List.of(arguments)));
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("jobs/cluster"));
    command.addAll(arguments);
    return command;
  }

  /** The exit code of {@code jobs/cluster COMMAND}. */
  int fails(String... arguments) {
    try {
      return SkyMaskProcess.start(command(List.of(arguments)), environment).end().exit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Standard output of any command beside this cluster, which must succeed. */
  String run(Map<String, String> further, List<String> command) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(further);
    return Commands.run(all, command);
  }

  /** {@code spark://127.0.0.1:<port>}. */
  String master() {
    return command("status")
        .lines()
        .filter(line -> line.startsWith("master "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    command("stop");
  }
}
