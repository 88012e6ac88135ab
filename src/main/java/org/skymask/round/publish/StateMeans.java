package org.skymask.round.publish;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.config.AggregationSettings.StateMean;
import org.skymask.mask.UpdateBlock;
import org.skymask.rule.CoordinateStatistic;
import org.skymask.rule.Window;

/**
 * The state of the next version, in deltas of a block (method.md#state): the coordinate-wise median
 * over the accepted clients, whatever the rule, or their weighted mean. No norm counts the state
 * and no mask covers it, so one client could decide its mean.
 *
 * @param median null for the mean
 * @param shares [clients], of the mean; they add up to 1
 */
@SuppressWarnings("ArrayRecordComponent")
record StateMeans(@Nullable CoordinateStatistic median, double[] shares) implements Serializable {

  /**
   * @param state {@code aggregation.state}
   * @param accepted [clients]
   * @param shares [clients]
   */
  static StateMeans of(StateMean state, boolean[] accepted, double[] shares) {
    int[] rows = IntStream.range(0, accepted.length).filter(i -> accepted[i]).toArray();
    boolean median = state == StateMean.MEDIAN && rows.length > 0;
    return new StateMeans(
        median ? new CoordinateStatistic(null, rows, new Window.Middle()) : null, shares);
  }

  /** [length of the block]. */
  float[] of(UpdateBlock block) {
    return median == null ? block.weightedMean(shares) : median.of(block.deltas());
  }
}
