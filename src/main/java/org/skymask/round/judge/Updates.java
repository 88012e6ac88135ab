package org.skymask.round.judge;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ModelVersion;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Blocks;
import org.skymask.rule.Memory;
import org.skymask.rule.NormClipping;

/**
 * What an aggregation rule is given.
 *
 * @param clients the admitted ones, in row order
 * @param factors [clients] of norm clipping
 * @param blocks their deltas
 * @param root the server's own update
 * @param evaluator of the root dataset
 * @param memory what the rule kept from the round before
 */
@SuppressWarnings("ArrayRecordComponent")
public record Updates(
    JavaSparkContext spark,
    ModelVersion base,
    List<UploadSummary> clients,
    double[] factors,
    Blocks blocks,
    RootUpdate root,
    RootEvaluator evaluator,
    Memory memory) {

  /** The same for another rule. */
  public Updates with(Memory other) {
    return new Updates(spark, base, clients, factors, blocks, root, evaluator, other);
  }

  /** [clients], no less than the lengths of the rows as they lie in the blocks: clipped. */
  double[] bounds() {
    int parameters = base.layout().parameterCount();
    double[] bounds = new double[clients.size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = NormClipping.bound(clients.get(i).norm(), factors[i], parameters);
    }
    return bounds;
  }
}
