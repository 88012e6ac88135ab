package org.skymask.round.replay;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ClientResult;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;
import org.skymask.round.RoundResult;
import org.skymask.round.evaluate.EvaluateJob;
import org.skymask.round.evaluate.Evaluation;
import org.skymask.round.replay.Replay.Distance;
import org.skymask.round.replay.Replay.End;
import org.skymask.round.replay.Replay.Quality;
import org.skymask.round.replay.Replay.Row;

/**
 * Measures models of a replayed round.
 *
 * @param base that the round started from
 * @param committed that it was committed as
 * @param evaluator of the root dataset
 * @param data to evaluate on besides; null for none
 */
record ReplayMeasures(
    JavaSparkContext spark,
    Settings settings,
    ModelVersion base,
    ModelVersion committed,
    RootEvaluator evaluator,
    @Nullable String data) {

  /** What was committed, measured like the others. */
  Row committed(RoundResult then) throws IOException {
    String why = then.record().result().why();
    return row(
        "committed",
        End.MODEL,
        why,
        List.of(),
        then.clients(),
        committed.values(),
        OptionalDouble.empty());
  }

  /**
   * @param values [valueCount] of the model
   */
  Row row(
      String name,
      End end,
      String why,
      List<String> differs,
      List<ClientResult> clients,
      float[] values,
      OptionalDouble seconds)
      throws IOException {
    return new Row(
        name,
        end,
        why,
        differs,
        clients,
        new Replay.Measured(
            Arrays.equals(values, committed.values()),
            distance(values, committed.values()),
            distance(values, base.values()),
            quality(values)),
        seconds);
  }

  private Distance distance(float[] values, float[] from) {
    double length = length(values, from);
    double step = length(committed.values(), base.values());
    return new Distance(
        length, step == 0 ? OptionalDouble.empty() : OptionalDouble.of(length / step));
  }

  private double length(float[] values, float[] from) {
    double sum = 0;
    for (int j = 0; j < base.layout().parameterCount(); j++) {
      double difference = (double) values[j] - from[j];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private Quality quality(float[] values) throws IOException {
    double loss = Arrays.stream(evaluator.losses(values)).average().orElse(Double.NaN);
    return new Quality(loss, data == null ? null : evaluation(values, data));
  }

  private Evaluation evaluation(float[] values, String dataset) throws IOException {
    ModelVersion model =
        new ModelVersion(
            base.federation(),
            committed.round(),
            ModelDigest.of(base.layout(), values),
            base.layout(),
            base.architecture(),
            values);
    return new EvaluateJob(spark, settings).run(model, dataset);
  }
}
