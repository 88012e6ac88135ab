package org.skymask.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Attendance;
import org.skymask.round.run.ValidateJob;
import org.skymask.storage.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask validate}. */
@Command(
    name = "validate",
    description = {
      "Runs admission only: shows which uploads of a round would take part, and why others not.",
      "Writes nothing. Exit code 3: fewer than quorum.minimum-clients would take part, and a round"
          + " would end with 3 too."
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
    Attendance found = new ValidateJob(spark, settings).run(number("--round", round, 1));
    Output.print(
        options().json ? JsonOutput.attendance(found) + "\n" : text(found, spark, settings));
    if (found.isEnough()) {
      return ExitCode.DONE;
    }
    System.err.println("skymask: " + found.shortage());
    return ExitCode.QUORUM;
  }

  private static String text(Attendance found, JavaSparkContext spark, Settings settings)
      throws IOException {
    if (found.summaries().isEmpty()) {
      return "No uploads: no client=<id> directory of round "
          + found.round()
          + " in "
          + Location.of(settings.required("updates"), spark.hadoopConfiguration())
          + ".\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("client", "verdict", "reason", "examples", "detail"));
    found.summaries().forEach(summary -> rows.add(row(summary)));
    return TextTable.of(rows)
        + String.format(
            "%n%d of %d uploads would take part%s.%n",
            found.admitted(),
            found.summaries().size(),
            found.minimum() == 0
                ? "; this round is committed already"
                : ", and quorum.minimum-clients is " + found.minimum());
  }

  private static List<String> row(UploadSummary summary) {
    return List.of(
        summary.client(),
        summary.verdict().code(),
        summary.reason() == null ? "" : summary.reason().code(),
        summary.examples() == null ? "" : String.valueOf(summary.examples()),
        summary.detail() == null ? "" : summary.detail());
  }
}
