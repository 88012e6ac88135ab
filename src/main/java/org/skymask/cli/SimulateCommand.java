package org.skymask.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attacks;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.ExperimentLoader;
import org.skymask.config.Settings;
import org.skymask.round.judge.Aggregators;
import org.skymask.rule.Rules;
import org.skymask.simulate.data.Splits;
import org.skymask.simulate.experiment.ResultsJob;
import org.skymask.simulate.experiment.Selection;
import org.skymask.simulate.experiment.SimulateJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skymask simulate}. */
@Command(
    name = "simulate",
    description = {
      "Runs an experiment: federations of simulated clients, for every combination of its matrix of"
          + " rules, attacks, malicious fractions, splits and seeds.",
      "",
      "Each combination is a cell. A finished cell is kept below <output>/cells and not run again, so"
          + " a stopped run can be continued. Results are <output>/results.parquet,"
          + " summary.csv, report.html, and a picture along each numeric axis."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n")
final class SimulateCommand extends SettingsCommand {
  /** The end of the help names what the matrix may name; nothing of it is loaded otherwise. */
  @Spec
  void tellNames(CommandSpec command) {
    UsageMessageSpec usage = command.usageMessage();
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> footer(usage, help));
  }

  private static String footer(UsageMessageSpec usage, Help help) {
    usage.footer(
        "",
        "Rules: " + String.join(", ", Aggregators.names()) + ".",
        "Before a rule, with a plus sign: " + String.join(", ", Rules.BEFORE.names()) + ".",
        "Attacks: " + String.join(", ", Attacks.ALL.names()) + ".",
        "Splits: " + String.join(", ", Splits.ALL.names()) + ".");
    return help.footer();
  }

  @Parameters(index = "0", paramLabel = "FILE", description = "The experiment (HOCON).")
  Path file = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Directory of cells and results: a path or a Hadoop URI.")
  String output = "";

  @Option(names = "--cell", paramLabel = "ID", description = "Runs only this cell.")
  @Nullable String cell;

  @Option(
      names = "--part",
      paramLabel = "K/N",
      description =
          "Runs the K-th of N parts, one of N cells by lot, so that N processes share an experiment"
              + " and its output: --part 1/2 in one, --part 2/2 in the other.")
  @Nullable String part;

  @Option(names = "--dry-run", description = "Lists the cells and runs nothing.")
  boolean dry;

  @Option(
      names = "--report-only",
      description = "Runs nothing: writes the results anew from the finished cells.")
  boolean reportOnly;

  @Option(
      names = "--resume",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Keeps finished cells (default); --no-resume runs them again.")
  boolean resume = true;

  @Override
  void check(Settings settings) {
    selection();
    if (reportOnly && (dry || !resume || cell != null || part != null)) {
      throw new ConfigurationException(
          "--report-only runs no cell: expected none of --dry-run, --no-resume, --cell, --part"
              + " beside it");
    }
  }

  @Override
  int execute(Settings base) throws Exception {
    Experiment experiment = ExperimentLoader.load(file);
    Function<Map<String, String>, Settings> settings = options()::settings;
    if (reportOnly) {
      ResultsJob job = new ResultsJob(experiment, settings, output, SparkContexts.hadoop(base));
      Output.tell(new ResultsAnswer(job.run(), output), options().json);
      return ExitCode.DONE;
    }
    SimulateJob job = new SimulateJob(experiment, settings, output, SparkContexts.hadoop(base));
    if (dry) {
      Output.print(new CellsAnswer(job), options().json);
      return ExitCode.DONE;
    }
    SimulateProgress progress = new SimulateProgress(options().json);
    try (JavaSparkContext spark = SparkContexts.open(base, "simulate")) {
      SimulateJob.Outcome outcome = job.run(spark, selection(), !resume, progress);
      Output.tell(new ExperimentAnswer(outcome, output), options().json);
      return outcome.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    } finally {
      progress.end();
    }
  }

  private Selection selection() {
    if (part == null) {
      return cell == null ? Selection.ALL : Selection.cell(cell);
    }
    if (cell != null) {
      throw new ConfigurationException("--part and --cell: expected one of them");
    }
    PartOption option = PartOption.parse(part);
    return Selection.part(option.part(), option.parts());
  }
}
