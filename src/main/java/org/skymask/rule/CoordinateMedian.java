package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.rule.Choice.Coordinates;

/**
 * Coordinate-wise median: [θ]ⱼ = median of the n values of coordinate j, the mean of the middle two
 * for an even n (Yin et al., "Byzantine-Robust Distributed Learning: Towards Optimal Statistical
 * Rates", ICML 2018, definition 1). It has no parameters and withstands less than half of the
 * clients.
 */
public record CoordinateMedian() implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of("median", "med of each coordinate", "Yin et al., ICML 2018")
          .that(Looks.BY_COORDINATE)
          .madeBy(given -> new CoordinateMedian());

  @Override
  public Choice choose(Geometry updates) {
    return new Coordinates(IntStream.range(0, updates.rows()).toArray(), new Window.Middle());
  }
}
