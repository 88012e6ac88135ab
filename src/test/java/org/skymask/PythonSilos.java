package org.skymask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process of {@code src/test/python/any_model.py}: it answers a line with a line of JSON. */
final class PythonSilos implements AutoCloseable {
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("SKYMASK_TEST_PYTHON")).orElse("python3");

  private final Process process;
  private final Path log;
  private final BufferedReader answers;
  private final Writer commands;

  private PythonSilos(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  static PythonSilos start() throws IOException {
    Path log = Files.createTempFile("silos", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(PYTHON, "-W", "ignore", "src/test/python/any_model.py");
    String client = Path.of("clients/python").toAbsolutePath().toString();
    builder.environment().put("PYTHONPATH", client + "/src:" + client);
    return new PythonSilos(builder.redirectError(log.toFile()).start(), log);
  }

  /** The answer to a command about a federation. */
  JsonNode ask(String command, String model, Path directory) throws IOException {
    commands.write(command + " " + model + " " + directory + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new AssertionError(
          command + " " + model + " was not answered:\n" + Files.readString(log));
    }
    return new ObjectMapper().readTree(answer);
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
    Files.deleteIfExists(log);
  }
}
