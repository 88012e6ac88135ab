package org.skymask;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fixture.Built;

/**
 * A driver in a process of its own, because a cluster of processes takes its home from the
 * environment, and a heap its size from the command line.
 */
public final class DriverProcess {
  private DriverProcess() {}

  /**
   * Runs the main method of a class.
   *
   * @param memory of its heap, {@code 1g}
   * @param home becomes the cluster's SPARK_HOME
   * @return what it wrote
   */
  public static String run(String memory, Path home, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(home.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(opens());
    command.addAll(List.of("-Xmx" + memory, "-cp", classPath(), main.getName()));
    command.addAll(arguments);
    Path output = home.resolve("driver.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", home.toAbsolutePath().toString());
    builder.environment().put("SPARK_SCALA_VERSION", Built.scala());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(SkyMaskProcess.SHORT_LIVED);
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
  public static List<String> opens() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-opens") || a.startsWith("-Djdk.reflect"))
        .toList();
  }

  /** Executors start in directories of their own. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
