package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The program as a process of its own, on the class path of the tests. */
final class SkyMaskProcess {
  private final Process process;
  private final CompletableFuture<String> out;
  private final StringBuilder err = new StringBuilder();
  private final BufferedReader errors;

  private SkyMaskProcess(Process process) {
    this.process = process;
    this.out = CompletableFuture.supplyAsync(() -> content(process.getInputStream()));
    this.errors = process.errorReader(UTF_8);
  }

  /** Starts the main class, with what Java 17 must open for Spark. */
  static SkyMaskProcess start(String... arguments) throws IOException {
    return startOn(System.getProperty("java.class.path"), arguments);
  }

  /** The same on another class path. */
  static SkyMaskProcess startOn(String classPath, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("--add-opens") || option.startsWith("-Djdk.reflect")) {
        command.add(option);
      }
    }
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath));
    command.add("org.skymask.SkyMask");
    command.addAll(List.of(arguments));
    return start(command, Map.of("SKYMASK_MASTER", "local[2]"));
  }

  /** Starts any command. */
  static SkyMaskProcess start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    return new SkyMaskProcess(builder.start());
  }

  /** Runs the main class to its end. */
  static Run run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  private static String content(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  /** Waits for a line on standard error that holds this text. */
  void await(String text) throws IOException {
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      err.append(line).append('\n');
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("ended without \"" + text + "\": " + err);
  }

  /** Sends SIGTERM; what the process then says can still be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end. */
  Run end() throws IOException, InterruptedException {
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      err.append(line).append('\n');
    }
    int exit = process.waitFor();
    return new Run(exit, out.join(), err.toString());
  }
}
