package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * A command that has ended.
 *
 * @param out standard output
 * @param err standard error
 */
public record Run(int exit, String out, String err) {

  /** Runs a command in this JVM: what a process prints is checked where processes are started. */
  public static Run of(String... arguments) {
    return of(CommandLine.defaultFactory(), arguments);
  }

  /** The same with commands of another factory. */
  static Run of(IFactory commands, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream standard = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    try (PrintStream toOut = new PrintStream(standard, true, UTF_8);
        PrintStream toErr = new PrintStream(error, true, UTF_8)) {
      System.setOut(toOut);
      System.setErr(toErr);
      int exit = Cli.run(commands, arguments);
      return new Run(exit, standard.toString(UTF_8), error.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** A command on a federation's configuration. */
  public static Run of(TestFederation federation, String command, String... arguments) {
    return of(arguments(federation, command, arguments));
  }

  public static String[] arguments(TestFederation federation, String command, String... further) {
    return Stream.concat(
            Stream.of(command, "--config", federation.config().toString()), Arrays.stream(further))
        .toArray(String[]::new);
  }

  /** Standard output as the one JSON object that {@code --json} promises. */
  public JsonNode json() {
    try {
      JsonNode json =
          JsonMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(out);
      if (!json.isObject()) {
        throw new AssertionError("no JSON object on standard output: " + out);
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }

  /** The line of the error. */
  public String message() {
    List<String> lines = err.lines().filter(line -> line.startsWith("skymask: ")).toList();
    if (lines.size() != 1) {
      throw new AssertionError("expected one line of error in: " + err);
    }
    return lines.get(0).substring("skymask: ".length());
  }
}
