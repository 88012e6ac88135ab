package org.skymask.cli;

import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.chain.VerifyJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask verify}. */
@Command(
    name = "verify",
    description = {
      "Walks the chain of versions from version 0 and computes every digest again.",
      "",
      "Exit code 0: everything is right; 1: something is wrong; the output says what. Writes nothing;"
          + " rounds may run meanwhile."
    },
    optionListHeading = "%n")
final class VerifyCommand extends SparkCommand {
  @Option(
      names = {"--round", "--version"},
      paramLabel = "R",
      description = "The version to end with (default: the newest).")
  @Nullable Integer version;

  @Override
  void check(Settings settings) {
    settings.required("models");
    number("--round", version, 0);
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    VerifyJob.Result result = new VerifyJob(spark, settings).run(number("--round", version, 0));
    Output.print(new VerifyAnswer(result), options().json);
    return result.isRight() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
