package org.skymask.cli;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import picocli.CommandLine.Mixin;

/** A command that is configured. */
abstract class SettingsCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  final CommonOptions options() {
    return options;
  }

  @Override
  public final Integer call() throws Exception {
    try {
      Settings settings = options.settings(keys());
      check(settings);
      return execute(settings);
    } catch (Error e) {
      // No memory left, a library that does not load: told like any other failure.
      throw new ExecutionException(e);
    }
  }

  /** Keys of the configuration that the command's own options set. */
  Map<String, String> keys() {
    return Map.of();
  }

  /** Fails early, before anything slow is started. */
  void check(Settings settings) throws Exception {
    settings.required("models");
  }

  /** Does the work and returns the exit code. */
  abstract int execute(Settings settings) throws Exception;

  /**
   * The value of an option that numbers a version.
   *
   * @param value null where it was not given
   */
  static OptionalInt number(String option, @Nullable Integer value, int least) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value < least) {
      String which = least == 0 ? "version 0 is the initial model" : "the first round is 1";
      throw new ConfigurationException(option + " " + value + ": " + which);
    }
    return OptionalInt.of(value);
  }
}
