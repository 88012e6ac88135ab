package org.skymask.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.Summary;
import org.skymask.round.ValidateJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask validate}. */
@Command(
    name = "validate",
    description = {
      "Admission only: says of every upload of a round whether it would take part, and why not.",
      "Nothing is written."
    },
    optionListHeading = "%n")
final class ValidateCommand extends SparkCommand {
  @Option(
      names = "--round",
      paramLabel = "R",
      description = "The round's number (default: the next).")
  @Nullable Integer round;

  @Override
  void check(Settings settings) {
    for (String key : List.of("federation", "updates", "models")) {
      settings.required(key);
    }
    number("--round", round, 1);
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    List<Summary> summaries = new ValidateJob(spark, settings).run(number("--round", round, 1));
    Output.print(options().json ? JsonOutput.clients(summaries) + "\n" : text(summaries, settings));
    return ExitCode.DONE;
  }

  private static String text(List<Summary> summaries, Settings settings) {
    if (summaries.isEmpty()) {
      return "No uploads: no client=<id> directory of this round in "
          + settings.required("updates")
          + ".\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("client", "verdict", "reason", "examples", "detail"));
    for (Summary summary : summaries) {
      rows.add(
          List.of(
              summary.client(),
              summary.verdict().code(),
              summary.reason() == null ? "" : summary.reason().code(),
              summary.examples() < 0 ? "" : String.valueOf(summary.examples()),
              summary.detail() == null ? "" : summary.detail()));
    }
    long admitted = summaries.stream().filter(Summary::isAdmitted).count();
    return TextTable.of(rows)
        + String.format("%n%d of %d uploads would take part.%n", admitted, summaries.size());
  }
}
