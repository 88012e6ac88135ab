package org.skymask.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.ModelVersion;
import org.skymask.round.EvaluateJob;
import org.skymask.round.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skymask evaluate}. */
@Command(
    name = "evaluate",
    description = "Loss, accuracy and confusion matrix of a version on a dataset.%n")
final class EvaluateCommand extends SparkCommand {
  @Option(
      names = {"--data", "--dataset"},
      paramLabel = "PATH",
      description = "Parquet with features and label (default: root.data).")
  @Nullable String data;

  @Parameters(index = "0", arity = "0..1", paramLabel = "PATH", description = "The same as --data.")
  @Nullable String positional;

  @Option(
      names = {"--round", "--version"},
      paramLabel = "R",
      description = "The version (default: the newest).")
  @Nullable Integer version;

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    String path = data != null ? data : positional;
    EvaluateJob job = new EvaluateJob(spark, settings);
    ModelVersion model = job.model(version == null ? OptionalInt.empty() : OptionalInt.of(version));
    Evaluation result = job.run(model, path == null ? settings.required("root.data") : path);
    System.out.print(
        options().json
            ? JsonOutput.evaluation(result, model.round(), model.digest()) + "\n"
            : text(result, model));
    return ExitCode.DONE;
  }

  private static String text(Evaluation result, ModelVersion model) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "version %d (%s)%n%d examples, loss %.4f, accuracy %.2f %%%n%nconfusion matrix (rows:"
                + " label, columns: predicted)%n",
            model.round(),
            model.digest(),
            result.examples(),
            result.loss(),
            100 * result.accuracy()));
    for (long[] row : result.confusion()) {
      text.append(
          Arrays.stream(row)
              .mapToObj(cell -> String.format("%8d", cell))
              .reduce("", String::concat));
      text.append('\n');
    }
    return text.toString();
  }
}
