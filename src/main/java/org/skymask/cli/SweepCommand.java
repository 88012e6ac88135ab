package org.skymask.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Durations;
import org.skymask.config.Settings;
import org.skymask.config.SweepSettings;
import org.skymask.round.sweep.SweepJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask sweep}. */
@Command(
    name = "sweep",
    description = {
      "Shows old attempts and rejected rounds that no commit names; --delete removes them.",
      "",
      "Nothing that a commit names is touched, and rounds may run meanwhile. Exit code 1: something"
          + " could not be read or removed."
    },
    optionListHeading = "%n")
final class SweepCommand extends SettingsCommand {
  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Age of a leftover's newest file: 7d, 12h, PT36H (default: sweep.older-than).")
  @Nullable String olderThan;

  @Option(names = "--delete", description = "Removes them; without it nothing is changed.")
  boolean delete;

  @Option(
      names = "--force",
      description = "Allows ages below one hour, with which a running round could lose files.")
  boolean force;

  @Override
  void check(Settings settings) {
    settings.required("models");
    age(settings);
  }

  @Override
  int execute(Settings settings) throws Exception {
    Duration age = age(settings);
    SweepJob.Result result =
        new SweepJob(SparkContexts.hadoop(settings), settings).run(age, delete);
    Output.print(new SweepAnswer(result, age, delete), options().json);
    return result.isRight() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Duration age(Settings settings) {
    if (olderThan == null) {
      return settings.running().sweep().olderThan();
    }
    Duration age = Durations.parse(olderThan);
    if (age == null || age.isNegative()) {
      throw new ConfigurationException(
          "--older-than " + olderThan + ": expected " + Durations.EXPECTED);
    }
    if (age.compareTo(SweepSettings.LEAST) < 0 && !force) {
      throw new ConfigurationException(
          "--older-than "
              + olderThan
              + ": less than "
              + Durations.text(SweepSettings.LEAST)
              + ", and a running round could lose files; --force allows it where no round is running");
    }
    return age;
  }
}
