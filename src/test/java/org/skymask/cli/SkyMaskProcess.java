package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.skymask.DriverProcess;

/** The program as a process of its own, on the class path of the tests. */
public final class SkyMaskProcess {
  private static final String MAIN = "org.skymask.SkyMask";

  /**
   * For the environment of JVMs that end soon: without the second compiler they need a third to a
   * half less of the processor's time. No result depends on it.
   */
  public static final Map<String, String> SHORT_LIVED =
      Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");

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
  public static SkyMaskProcess start(String... arguments) throws IOException {
    return startOn(System.getProperty("java.class.path"), arguments);
  }

  /** The same with further options of the JVM. */
  public static SkyMaskProcess start(List<String> options, String... arguments) throws IOException {
    return start(MAIN, System.getProperty("java.class.path"), "local[2]", options, arguments);
  }

  /** The same with one task at a time: it asks for the same things in the same order every time. */
  public static SkyMaskProcess startInOrder(List<String> options, String... arguments)
      throws IOException {
    return startInOrder(MAIN, options, arguments);
  }

  /** The same, begun by another main class. */
  public static SkyMaskProcess startInOrder(String main, List<String> options, String... arguments)
      throws IOException {
    return start(main, System.getProperty("java.class.path"), "local[1]", options, arguments);
  }

  /** The same on another class path. */
  static SkyMaskProcess startOn(String classPath, String... arguments) throws IOException {
    return start(MAIN, classPath, "local[2]", List.of(), arguments);
  }

  /** The same with further variables in the environment. */
  static SkyMaskProcess startUnder(Map<String, String> environment, String... arguments)
      throws IOException {
    return start(command(List.of(), arguments), environment);
  }

  /** Starts another main class. */
  static SkyMaskProcess startMain(Class<?> main, String... arguments) throws IOException {
    String classPath = System.getProperty("java.class.path");
    return start(
        command(classPath, List.of(), main.getName(), arguments),
        Map.of("SKYMASK_MASTER", "local[2]"));
  }

  private static SkyMaskProcess start(
      String main, String classPath, String master, List<String> options, String... arguments)
      throws IOException {
    return start(command(classPath, options, main, arguments), Map.of("SKYMASK_MASTER", master));
  }

  /** The command that runs the main class. */
  static List<String> command(List<String> options, String... arguments) {
    String classPath = System.getProperty("java.class.path");
    return command(classPath, options, MAIN, arguments);
  }

  private static List<String> command(
      String classPath, List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(DriverProcess.opens());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts any command. */
  public static SkyMaskProcess start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    // One that hangs would outlive tests that are broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new SkyMaskProcess(process);
  }

  /** Runs the main class to its end. */
  public static Run run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  private static String content(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  /** Waits for a line on standard error that holds this text, and gives it. */
  public String await(String text) throws IOException {
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      err.append(line).append('\n');
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("ended without \"" + text + "\": " + err);
  }

  /** Sends a line to its standard input. */
  public void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Sends SIGTERM; what the process then says can still be read. */
  public void terminate() {
    process.toHandle().destroy();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Calls when it has ended, in whatever way. */
  public void whenEnded(Runnable called) {
    process.onExit().thenRun(called);
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Waits for the end. */
  public Run end() throws IOException, InterruptedException {
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      err.append(line).append('\n');
    }
    int exit = process.waitFor();
    return new Run(exit, out.join(), err.toString());
  }
}
