package org.skymask.config;

import java.io.Serializable;

/**
 * The mean of the accepted deltas: {@code aggregation.*}.
 *
 * @param weights {@link #UNIFORM} or {@link #EXAMPLES}
 * @param maximumShare largest share of one client with {@code examples}, in (0, 1]
 * @param serverLearningRate factor on the mean delta, &gt; 0
 * @param clipNorm bound of a delta's norm in medians of the clients' norms, ≥ 0; 0 is off
 * @param state {@link #MEDIAN} or {@link #MEAN}
 */
public record AggregationSettings(
    String weights, double maximumShare, double serverLearningRate, double clipNorm, String state)
    implements Serializable {

  public static final String UNIFORM = "uniform";
  public static final String EXAMPLES = "examples";
  public static final String MEDIAN = "median";
  public static final String MEAN = "mean";
}
