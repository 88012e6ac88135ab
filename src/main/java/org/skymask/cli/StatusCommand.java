package org.skymask.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import org.skymask.round.chain.FederationStatus;
import org.skymask.round.chain.StatusJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skymask status}. */
@Command(
    name = "status",
    description = {
      "Shows where federations stand: newest version and its lineage, uploads, open and rejected"
          + " rounds.",
      "",
      "Writes nothing and does not start Spark; rounds may run meanwhile. Exit code 1: something is"
          + " wrong; the output says what."
    },
    optionListHeading = "%n")
final class StatusCommand extends SettingsCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Configurations of several federations, instead of --config.")
  List<String> files = new ArrayList<>();

  @Option(
      names = "--versions",
      paramLabel = "N",
      description = "How many of the newest versions to show (default: ${DEFAULT-VALUE}).")
  int versions = 5;

  @Override
  void check(Settings settings) {
    if (versions < 1) {
      throw new ConfigurationException("--versions " + versions + ": expected 1 or more");
    }
    if (files.isEmpty()) {
      settings.required("models");
    }
  }

  @Override
  int execute(Settings settings) throws IOException {
    List<Settings> all = new ArrayList<>();
    for (String file : files) {
      Settings of = options().settings(file, Map.of());
      of.required("models");
      all.add(of);
    }
    if (files.isEmpty()) {
      all.add(settings);
    }
    List<FederationStatus> found = new ArrayList<>();
    for (Settings federation : all) {
      found.add(look(federation));
    }
    Output.print(new StatusAnswer(found), options().json);
    return found.stream().allMatch(FederationStatus::isRight) ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** A storage that cannot be reached does not hide the other federations. */
  private FederationStatus look(Settings settings) {
    try {
      return new StatusJob(SparkContexts.hadoop(settings), settings).run(versions);
    } catch (IOException e) {
      return new FederationStatus(
          settings.where().federation(),
          settings.required("models"),
          settings.where().updates(),
          List.of(),
          List.of(),
          List.of(),
          null,
          List.of(Failure.of(e).message()));
    }
  }
}
