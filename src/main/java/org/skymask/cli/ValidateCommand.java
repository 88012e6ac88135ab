package org.skymask.cli;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
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
    Path updates = Location.of(settings.required("updates"), spark.hadoopConfiguration());
    Output.print(new AttendanceAnswer(found, updates.toString()), options().json);
    if (found.isEnough()) {
      return ExitCode.DONE;
    }
    System.err.println("skymask: " + found.shortage());
    return ExitCode.QUORUM;
  }
}
