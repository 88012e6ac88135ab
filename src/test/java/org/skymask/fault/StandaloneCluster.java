package org.skymask.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's own master and workers, from a distribution, each a process. */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER = Pattern.compile("(Successfully registered) with master");

  private final Path home;
  private final Path directory;
  private final Process master;
  private final String url;
  private final List<Process> workers = new ArrayList<>();

  private StandaloneCluster(Path home, Path directory) throws IOException {
    this.home = home;
    this.directory = Files.createDirectories(directory);
    this.master = start("master.Master", List.of());
    this.url = await(master, MASTER);
  }

  /**
   * @param home the distribution
   */
  static StandaloneCluster start(Path home, Path directory, int workers) throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(home, directory);
    for (int i = 0; i < workers; i++) {
      cluster.addWorker();
    }
    return cluster;
  }

  /** Of the master. */
  String url() {
    return url;
  }

  /** Starts a worker with one core and waits until the master knows it. */
  void addWorker() throws IOException {
    String work = directory.resolve("work").toString();
    Process worker =
        start("worker.Worker", List.of(url, "--cores", "1", "--memory", "1g", "--work-dir", work));
    workers.add(worker);
    await(worker, WORKER);
  }

  /** Kills (SIGKILL) the oldest worker with its executors. */
  void killWorker() {
    Process worker = workers.remove(0);
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the executors of the oldest worker, which starts others; how many there were. */
  int killExecutors() {
    List<ProcessHandle> executors = workers.get(0).descendants().toList();
    executors.forEach(ProcessHandle::destroyForcibly);
    return executors.size();
  }

  private Process start(String type, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/spark-class").toString());
    command.add("org.apache.spark.deploy." + type);
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** Reads up to a line, and goes on reading for good. */
  private static String await(Process process, Pattern pattern) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder before = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        Thread reader = new Thread(() -> output.lines().forEach(ignored -> {}), "output");
        reader.setDaemon(true);
        reader.start();
        return matcher.group(1);
      }
      before.append(line).append('\n');
    }
    throw new IllegalStateException("ended:\n" + before);
  }

  @Override
  public void close() {
    while (!workers.isEmpty()) {
      killWorker();
    }
    master.destroyForcibly();
  }
}
