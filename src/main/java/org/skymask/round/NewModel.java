package org.skymask.round;

import org.skymask.config.Aggregation;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.round.Aggregator.Judgement;
import org.skymask.rule.ClientWeights;

/**
 * θ' = θ + server-learning-rate · Σ aᵢΔᵢ, and the state's plain weighted mean (method.md,
 * Aggregation).
 *
 * @param values [valueCount]
 * @param weights [admitted clients]: aᵢ
 * @param digest of the model
 */
@SuppressWarnings("ArrayRecordComponent")
record NewModel(float[] values, double[] weights, String digest) {

  static NewModel of(Updates updates, Judgement judgement, Aggregation aggregation) {
    double[] weights = weights(updates, judgement, aggregation);
    float[] mean = updates.blocks().weightedMean(weights);
    Layout layout = updates.base().layout();
    float[] values = updates.base().values().clone();
    for (int j = 0; j < values.length; j++) {
      double rate = j < layout.parameterCount() ? aggregation.serverLearningRate() : 1;
      values[j] = (float) (values[j] + rate * mean[j]);
    }
    return new NewModel(values, weights, ModelDigest.of(layout, values));
  }

  private static double[] weights(Updates updates, Judgement judgement, Aggregation aggregation) {
    if (aggregation.weights().equals(Aggregation.UNIFORM)) {
      return ClientWeights.uniform(judgement.accepted());
    }
    long[] examples = updates.clients().stream().mapToLong(Summary::examples).toArray();
    return ClientWeights.byExamples(judgement.accepted(), examples, aggregation.maximumShare());
  }
}
