package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skymask.cli.SkyMaskProcess;

/** Runs the project's commands as a user does, in processes of their own. */
final class Commands {
  private static final Path HOME = Path.of("").toAbsolutePath();

  private Commands() {}

  /** Standard output of {@code jobs/skymask}, which must succeed. */
  static String skymask(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("jobs/skymask"));
    command.addAll(List.of(arguments));
    return run(environment, command);
  }

  /** The JSON object that {@code jobs/skymask … --json} prints. */
  static JsonNode json(Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    try {
      return new ObjectMapper().readTree(skymask(environment, all.toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Standard output of a command, which must succeed; what it logs is shown where it fails. */
  static String run(Map<String, String> environment, List<String> command) {
    return ended(environment, command).output();
  }

  /** Standard error of {@code jobs/skymask}, which must succeed. */
  static String log(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("jobs/skymask"));
    command.addAll(List.of(arguments));
    return ended(environment, command).log();
  }

  private record Ended(String output, String log) {}

  private static Ended ended(Map<String, String> environment, List<String> command) {
    try {
      File log = Files.createTempFile("skymask", ".log").toFile();
      ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
      builder.environment().remove("SPARK_HOME");
      builder.environment().putAll(SkyMaskProcess.SHORT_LIVED);
      builder.environment().putAll(environment);
      Process process = builder.redirectError(log).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      String logged = Files.readString(log.toPath());
      Files.delete(log.toPath());
      assertThat(exit).as("%s%n%s%n%s", String.join(" ", command), output, logged).isZero();
      return new Ended(output, logged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
