package org.skymask.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of a rule to a {@link Geometry}. */
public sealed interface Choice {

  /**
   * The aggregate is Σ wᵢ rowᵢ + past · (aggregate of the round before) + noise.
   *
   * @param weights [n], 0 for rows that are left out; their sum need not be 1
   * @param past share of the aggregate of the round before
   * @param noise standard deviation of normal noise on every parameter
   * @param notes for the rule itself in the next round; see {@link Memory#notes}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(double[] weights, double past, double noise, Map<String, double[]> notes)
      implements Choice {

    /** A weighted sum of the rows and nothing else. */
    public Weights(double[] weights) {
      this(weights, 0, 0, Map.of());
    }
  }

  /** The aggregate is computed block by block, and every row has a part in some coordinates. */
  sealed interface ByBlock extends Choice {

    /**
     * What computes it.
     *
     * @param mixing [rows][clients], null where the rows are the clients
     */
    BlockAggregate aggregate(double @Nullable [][] mixing);
  }

  /**
   * The aggregate is taken coordinate by coordinate.
   *
   * @param rows that take part; a row that is listed several times counts as often
   * @param window of their sorted values that is averaged
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Coordinates(int[] rows, Window window) implements ByBlock {
    @Override
    public BlockAggregate aggregate(double @Nullable [][] mixing) {
      return new CoordinateStatistic(mixing, rows, window);
    }
  }

  /** The aggregate is what the rule computes itself. */
  record Blocks(BlockAggregate ofRows) implements ByBlock {
    @Override
    public BlockAggregate aggregate(double @Nullable [][] mixing) {
      return mixing == null ? ofRows : new MixedAggregate(mixing, ofRows);
    }
  }
}
