package org.skymask.config;

import java.io.Serializable;
import org.skymask.model.Coded;

/**
 * The mean of the accepted deltas: {@code aggregation.*}.
 *
 * @param maximumShare largest share of one client with {@code examples}, in (0, 1]
 * @param serverLearningRate factor on the mean delta, &gt; 0
 * @param clipNorm bound of a delta's norm in medians of the clients' norms, ≥ 0; 0 is off
 */
public record AggregationSettings(
    Weighting weights,
    double maximumShare,
    double serverLearningRate,
    double clipNorm,
    StateMean state)
    implements Serializable {

  /** What a client's delta weighs in the mean. */
  public enum Weighting implements Coded {
    /** Each the same. */
    UNIFORM,
    /** By its number of examples. */
    EXAMPLES
  }

  /** How the state of the accepted clients is put together. */
  public enum StateMean implements Coded {
    /** Their coordinate-wise median. */
    MEDIAN,
    /** Their weighted mean. */
    MEAN
  }
}
