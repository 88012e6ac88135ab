package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.rule.Choice.Coordinates;

/**
 * Mean around the median: of each coordinate the n − f values nearest to its median are averaged
 * (Xie et al., "Generalized Byzantine-tolerant SGD", arXiv 1802.10116, definition 5: MeaMed).
 *
 * @param byzantineCount f; n ≥ 2f + 1
 */
public record MeanAroundMedian(int byzantineCount) implements AggregationRule {
  public static final String NAME = "mean-around-median";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TooManyByzantineException.require(NAME, byzantineCount, n, 2, 1);
    return new Coordinates(
        IntStream.range(0, n).toArray(), new Window.AroundMedian(n - byzantineCount));
  }
}
