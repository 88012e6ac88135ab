package org.skymask.cli;

import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.ReportJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask report}. */
@Command(name = "report", description = "Renders report.html of a committed round again.%n")
final class ReportCommand extends SparkCommand {
  @Option(
      names = "--round",
      paramLabel = "R",
      description = "The round (default: the newest version's).")
  @Nullable Integer round;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: report.html in the version's attempt directory).")
  @Nullable String output;

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    String written =
        new ReportJob(spark, settings)
            .run(round == null ? OptionalInt.empty() : OptionalInt.of(round), output);
    System.out.println(
        options().json ? JsonOutput.fields("report", written, "format", "html") : written);
    return ExitCode.DONE;
  }
}
