package org.skymask.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.round.Versions;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: one class a command, errors in one line, and exit codes. */
@Command(
    name = "skymask",
    description =
        "Byzantine-robust federated aggregation with learnable masks, as Spark batch rounds.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitCommand.class,
      RoundCommand.class,
      RollbackCommand.class,
      PardonCommand.class,
      BanCommand.class,
      ValidateCommand.class,
      EvaluateCommand.class,
      ReportCommand.class,
      SiteCommand.class,
      StatusCommand.class,
      HistoryCommand.class,
      ReplayCommand.class,
      VerifyCommand.class,
      SweepCommand.class,
      SimulateCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    versionProvider = Cli.Version.class,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  committed, or committed before with the same inputs",
      "  2  usage or configuration",
      "  3  quorum not met",
      "  4  round rejected by the method",
      "  5  conflict: another attempt committed a different result",
      "  6  commit state unknown: nothing was deleted; the error says how to find out",
      "  1  anything else",
      "",
      "skymask help COMMAND, or skymask COMMAND --help, shows a command's options."
    })
public final class Cli {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;

  @ArgGroup(exclusive = false)
  @Nullable VersionOptions version;

  /** A group, so that {@code --json} is refused where it stands before a command. */
  static final class VersionOptions {
    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        required = true,
        description = "Versions of the program and of the software that it runs on.")
    boolean asked;

    @Option(names = "--json", description = "With --version: one JSON object.")
    boolean json;
  }

  static final class Version implements IVersionProvider {
    @Spec @Nullable CommandSpec command;

    @Override
    public String[] getVersion() {
      Map<String, String> versions = Versions.all();
      boolean json =
          command != null && command.commandLine().getParseResult().hasMatchedOption("--json");
      return json ? new String[] {JsonOutput.versions(versions)} : lines(versions);
    }

    /** The program first. */
    private static String[] lines(Map<String, String> versions) {
      Stream<String> others = versions.keySet().stream().filter(name -> !name.equals("skymask"));
      return Stream.concat(Stream.of("skymask"), others)
          .map(name -> name + " " + versions.get(name))
          .toArray(String[]::new);
    }
  }

  private Cli() {}

  /**
   * @return the exit code
   */
  public static int run(String... arguments) {
    return run(CommandLine.defaultFactory(), arguments);
  }

  /**
   * The same with commands of another factory.
   *
   * @return the exit code
   */
  static int run(IFactory commands, String... arguments) {
    if (List.of(arguments).contains("--verbose")) {
      // Read by log4j2.properties when the first logger is made.
      System.setProperty("skymask.log.throwable", "full");
    }
    Stopping.quietly();
    Failure refusal = JvmCheck.refusal(arguments);
    if (refusal != null) {
      report(refusal, asksForJson(arguments));
      return refusal.exit();
    }
    CommandLine line = new CommandLine(new Cli(), commands);
    line.setExecutionExceptionHandler(Cli::failed);
    line.setParameterExceptionHandler(
        (e, args) -> {
          report(UsageProblem.of(e), e, asksForJson(args), false);
          return ExitCode.USAGE;
        });
    line.setUsageHelpAutoWidth(true);
    line.setHelpFactory(Cli::help);
    return arguments.length == 0 ? usage(line) : line.execute(arguments);
  }

  /** Help shows {@code -D KEY=VALUE}, not {@code -D=KEY=VALUE}; nothing is parsed after it. */
  private static Help help(CommandSpec command, ColorScheme colours) {
    command.parser().separator(" ");
    return new Help(command, colours);
  }

  private static int usage(CommandLine line) {
    line.usage(System.err);
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine line, ParseResult parsed) {
    if (Stopping.inProgress()) {
      // What fails now fails because of that, and whoever ends the program says why.
      ProgramEnd.await();
    }
    Failure failure = Failure.of(e);
    CommonOptions options =
        line.getCommand() instanceof SettingsCommand command
            ? command.options()
            : new CommonOptions();
    report(failure, e, options.json, options.verbose);
    return failure.exit();
  }

  private static void report(Failure failure, Throwable thrown, boolean json, boolean verbose) {
    report(failure, json);
    if (verbose) {
      thrown.printStackTrace(System.err);
    }
  }

  /** One line, and one JSON object where that is asked for; unless another thread tells the end. */
  private static void report(Failure failure, boolean json) {
    if (!ProgramEnd.speaks()) {
      ProgramEnd.await();
    }
    say(failure, json);
  }

  /** The same by the thread that is to tell the end. */
  static void say(Failure failure, boolean json) {
    System.err.println("skymask: " + failure.message());
    if (json) {
      // The line above says it where nobody gets this.
      var unused = Output.isWritten(JsonOutput.error(failure) + "\n");
    }
  }

  static boolean asksForJson(String[] arguments) {
    return List.of(arguments).contains("--json");
  }
}
