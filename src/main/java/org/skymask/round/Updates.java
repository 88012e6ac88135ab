package org.skymask.round;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ModelVersion;
import org.skymask.rule.Memory;

/**
 * What an aggregation rule is given.
 *
 * @param clients the admitted ones, in row order
 * @param blocks their deltas
 * @param root the server's own update
 * @param evaluator of the root dataset
 * @param memory what the rule kept from the round before
 */
record Updates(
    JavaSparkContext spark,
    ModelVersion base,
    List<Summary> clients,
    Blocks blocks,
    RootUpdate root,
    RootEvaluator evaluator,
    Memory memory) {

  /** The same for another rule. */
  Updates with(Memory other) {
    return new Updates(spark, base, clients, blocks, root, evaluator, other);
  }
}
