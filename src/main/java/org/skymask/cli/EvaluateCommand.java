package org.skymask.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.ModelVersion;
import org.skymask.round.evaluate.EvaluateJob;
import org.skymask.round.evaluate.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skymask evaluate}. */
@Command(
    name = "evaluate",
    description = "Loss, accuracy and confusion matrix of a version on a dataset.",
    parameterListHeading = "%n",
    optionListHeading = "%n")
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
  void check(Settings settings) {
    settings.required("models");
    if (data == null && positional == null) {
      settings.required("root.data");
    }
    number("--round", version, 0);
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    String path = data != null ? data : positional;
    EvaluateJob job = new EvaluateJob(spark, settings);
    ModelVersion model = job.model(number("--round", version, 0));
    Evaluation result = job.run(model, path == null ? settings.required("root.data") : path);
    Output.print(
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
                + " label, columns: predicted)%n%n",
            model.round(),
            model.digest(),
            result.examples(),
            result.loss(),
            100 * result.accuracy()));
    long[][] confusion = result.confusion();
    text.append(line("", LongStream.range(0, confusion.length)));
    for (int label = 0; label < confusion.length; label++) {
      text.append(line(String.valueOf(label), Arrays.stream(confusion[label])));
    }
    return text.toString();
  }

  private static String line(String label, LongStream cells) {
    return cells
        .mapToObj(cell -> String.format("%8d", cell))
        .collect(Collectors.joining("", String.format("%4s |", label), "\n"));
  }
}
