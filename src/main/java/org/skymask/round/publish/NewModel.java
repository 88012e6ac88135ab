package org.skymask.round.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.AggregationSettings;
import org.skymask.job.PartitionJob;
import org.skymask.mask.Part;
import org.skymask.model.ModelVersion;
import org.skymask.round.judge.Aggregator.Combination;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Updates;
import org.skymask.rule.BlockAggregate;
import org.skymask.rule.ClientWeights;

/**
 * The next version: θ' = θ + server-learning-rate · Σ aᵢΔᵢ (method.md#aggregation), or a {@link
 * BlockAggregate} in the mean's place, with a state of its own ({@link StateMeans}). The tasks that
 * write its values compute them.
 *
 * @param weights [admitted clients]: aᵢ, or each one's part in the block aggregate
 * @param means Σ aᵢΔᵢ, or the block aggregate: every position of an update in one part, or, where
 *     the base is carried, no part at all
 * @param rate the server's learning rate
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewModel(double[] weights, JavaRDD<Part> means, double rate) {

  private static final double ROUNDING = 1e-9;

  public static NewModel of(Updates updates, Judgement judgement, AggregationSettings aggregation) {
    Combination combination = judgement.combination();
    double[] weights =
        combination == null ? weights(updates, judgement, aggregation) : combination.weights();
    BlockAggregate byBlock = combination == null ? null : combination.byBlock();
    Additions additions = Additions.of(updates, combination);
    StateMeans state = StateMeans.of(aggregation.state(), judgement.accepted(), shares(weights));
    JavaRDD<Part> means =
        updates
            .blocks()
            .rdd()
            .map(
                block ->
                    !block.isTrainable()
                        ? new Part(block.start(), state.of(block))
                        : byBlock == null
                            ? additions.to(new Part(block.start(), block.weightedMean(weights)))
                            : new Part(block.start(), byBlock.of(block.start(), block.deltas())));
    return new NewModel(weights, means, aggregation.serverLearningRate());
  }

  /** Scales the weights for the state to a sum of 1; another sum only scales the step. */
  private static double[] shares(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    boolean whole = Math.abs(sum - 1) < ROUNDING || sum <= 0;
    return whole ? weights : Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  /** The base's own values, to the last bit: nothing is added, not even 0. */
  public static NewModel carried(JavaSparkContext spark, int clients) {
    return new NewModel(new double[clients], spark.emptyRDD(), 0);
  }

  /** Whether the base's values are published again. */
  boolean isCarried() {
    return means.getNumPartitions() == 0;
  }

  /**
   * All of its values on the driver, as they would be written.
   *
   * @return [valueCount]
   */
  public float[] values(JavaSparkContext spark, ModelVersion base) {
    float[] values = base.values().clone();
    int parameters = base.layout().parameterCount();
    PartitionJob.run(
        spark,
        means,
        new Gather(),
        (partition, parts) -> {
          for (Part part : parts) {
            add(values, part.start(), part, factor(part, parameters));
          }
        },
        (long) Float.BYTES * values.length);
    return values;
  }

  record Gather() implements PartitionJob.Work<Part, List<Part>> {
    @Override
    public List<Part> of(Iterator<Part> partition) {
      List<Part> parts = new ArrayList<>();
      partition.forEachRemaining(parts::add);
      return parts;
    }
  }

  private double factor(Part part, int parameters) {
    return part.start() < parameters ? rate : 1;
  }

  /**
   * Adds a mean to the base's values.
   *
   * @param index of the part's first value in the array
   */
  static void add(float[] array, int index, Part part, double factor) {
    float[] mean = part.values();
    for (int j = 0; j < mean.length; j++) {
      array[index + j] = (float) (array[index + j] + factor * mean[j]);
    }
  }

  private static double[] weights(
      Updates updates, Judgement judgement, AggregationSettings aggregation) {
    if (aggregation.weights() == AggregationSettings.Weighting.UNIFORM) {
      return ClientWeights.uniform(judgement.accepted());
    }
    long[] examples =
        updates.clients().stream()
            .mapToLong(client -> Objects.requireNonNull(client.examples()))
            .toArray();
    return ClientWeights.byExamples(judgement.accepted(), examples, aggregation.maximumShare());
  }
}
