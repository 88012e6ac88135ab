package org.skymask.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configuration files of tests. */
final class ConfigFiles {

  private ConfigFiles() {}

  static Path write(Path directory, String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Settings load(Path directory, String text) {
    return SettingsLoader.load(write(directory, "test.conf", text), Map.of());
  }

  /** What is wrong with the file, its name without the directory. */
  static List<String> problems(Path directory, String text, Map<String, String> overrides) {
    Path file = write(directory, "test.conf", text);
    return catchThrowableOfType(
            ConfigurationException.class, () -> SettingsLoader.load(file, overrides))
        .problems()
        .stream()
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }

  static List<String> problems(Path directory, String text) {
    return problems(directory, text, Map.of());
  }
}
