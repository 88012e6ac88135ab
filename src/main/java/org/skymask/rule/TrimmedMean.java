package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.rule.Choice.Coordinates;

/**
 * Coordinate-wise trimmed mean: of each coordinate the f largest and the f smallest values are left
 * out, and the n − 2f others averaged (Yin et al., "Byzantine-Robust Distributed Learning: Towards
 * Optimal Statistical Rates", ICML 2018, definition 2).
 *
 * @param byzantineCount f; n ≥ 2f + 1
 */
public record TrimmedMean(int byzantineCount) implements AggregationRule {
  public static final String NAME = "trimmed-mean";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TooManyByzantineException.require(NAME, byzantineCount, n, 2, 1);
    return new Coordinates(IntStream.range(0, n).toArray(), new Window.Trimmed(byzantineCount));
  }
}
