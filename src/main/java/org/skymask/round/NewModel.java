package org.skymask.round;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Aggregation;
import org.skymask.mask.Part;
import org.skymask.round.Aggregator.Judgement;
import org.skymask.rule.ClientWeights;

/**
 * What the next version is to be: θ' = θ + server-learning-rate · Σ aᵢΔᵢ, and for the state the
 * plain weighted mean (method.md, Aggregation). Its values are made where they are written.
 *
 * @param weights [admitted clients]: aᵢ
 * @param means Σ aᵢΔᵢ: every position of the value axis in one part, or, where the base is carried,
 *     no part at all
 * @param rate the server's learning rate
 */
@SuppressWarnings("ArrayRecordComponent")
record NewModel(double[] weights, JavaRDD<Part> means, double rate) {

  static NewModel of(Updates updates, Judgement judgement, Aggregation aggregation) {
    double[] weights = weights(updates, judgement, aggregation);
    JavaRDD<Part> means =
        updates.blocks().rdd().map(block -> new Part(block.start(), block.weightedMean(weights)));
    return new NewModel(weights, means, aggregation.serverLearningRate());
  }

  /** The base's own values, to the last bit: nothing is added, not even 0. */
  static NewModel carried(JavaSparkContext spark, int clients) {
    return new NewModel(new double[clients], spark.emptyRDD(), 0);
  }

  /** Whether the base's values are published again. */
  boolean isCarried() {
    return means.getNumPartitions() == 0;
  }

  private static double[] weights(Updates updates, Judgement judgement, Aggregation aggregation) {
    if (aggregation.weights().equals(Aggregation.UNIFORM)) {
      return ClientWeights.uniform(judgement.accepted());
    }
    long[] examples = updates.clients().stream().mapToLong(Summary::examples).toArray();
    return ClientWeights.byExamples(judgement.accepted(), examples, aggregation.maximumShare());
  }
}
