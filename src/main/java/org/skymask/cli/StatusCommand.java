package org.skymask.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  /** Of a terminal: to its upper left corner, and everything away. */
  private static final String CLEAR = "\u001b[H\u001b[2J";

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

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "5",
      description =
          "Show it again and again until it is stopped, every SECONDS (default: 5); with --json an"
              + " object each time.")
  @Nullable Integer watch;

  private final Interval interval;

  StatusCommand() {
    this(Interval.ofClock());
  }

  /**
   * @param interval that says when it is shown again
   */
  StatusCommand(Interval interval) {
    this.interval = interval;
  }

  /** Waits between two looks. */
  interface Interval {
    /**
     * Waits.
     *
     * @return false where there is to be no further look
     */
    boolean await(Duration time);

    static Interval ofClock() {
      return time -> {
        try {
          Thread.sleep(time.toMillis());
          return true;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      };
    }
  }

  @Override
  void check(Settings settings) {
    if (versions < 1) {
      throw new ConfigurationException("--versions " + versions + ": expected 1 or more");
    }
    if (watch != null && watch < 1) {
      throw new ConfigurationException("--watch " + watch + ": expected 1 or more seconds");
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
    boolean right = show(all, watch != null && System.console() != null);
    while (watch != null && interval.await(Duration.ofSeconds(watch))) {
      right = show(all, System.console() != null);
    }
    return right ? ExitCode.DONE : ExitCode.FAILED;
  }

  /**
   * Looks once.
   *
   * @param again whether it stands in the place of what was shown before
   * @return whether all is right
   */
  private boolean show(List<Settings> federations, boolean again) throws IOException {
    List<FederationStatus> found = federations.stream().map(this::look).toList();
    if (again && !options().json) {
      System.out.print(CLEAR);
    }
    Output.print(new StatusAnswer(found), options().json);
    return found.stream().allMatch(FederationStatus::isRight);
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
