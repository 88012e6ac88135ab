package org.skymask.cli;

import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.ModelVersion;
import org.skymask.observe.Evaluated;
import org.skymask.observe.EvaluationObservers;
import org.skymask.round.evaluate.EvaluateJob;
import org.skymask.round.evaluate.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skymask evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Loss of a version on a dataset, and what models of its kind are compared by: accuracy,"
            + " precision and recall of classifiers, perplexity, AUROC, or RMSE.",
    parameterListHeading = "%n",
    optionListHeading = "%n")
final class EvaluateCommand extends SparkCommand {
  @Option(
      names = {"--data", "--dataset"},
      paramLabel = "PATH",
      description =
          "Parquet with a column for each input and for the target: features and label of"
              + " classifiers (default: root.data).")
  @Nullable String data;

  @Parameters(index = "0", arity = "0..1", paramLabel = "PATH", description = "The same as --data.")
  @Nullable String positional;

  @Option(
      names = {"--round", "--version"},
      paramLabel = "R",
      description = "The version (default: the newest).")
  @Nullable Integer version;

  @Option(
      names = "--keep",
      description =
          "Keeps what is found beside the version, in evaluation.json, for `skymask site`.")
  boolean keep;

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
    if (keep) {
      job.keep(model, result);
    }
    tell(settings, model, result);
    Output.print(new EvaluationAnswer(result, model.round(), model.digest()), options().json);
    return ExitCode.DONE;
  }

  private static void tell(Settings settings, ModelVersion model, Evaluation result) {
    new EvaluationObservers(settings.running().observe())
        .tell(
            new Evaluated(
                model.federation(),
                model.round(),
                model.digest(),
                result.examples(),
                result.loss(),
                result.measures().all().stream()
                    .map(measure -> new Evaluated.Number(measure.name(), measure.value()))
                    .toList()));
  }
}
