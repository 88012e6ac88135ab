package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.rule.Choice.Coordinates;

/**
 * Mean around the median: of each coordinate the n − f values nearest to its median are averaged
 * (Xie et al., "Generalized Byzantine-tolerant SGD", arXiv 1802.10116, definition 5: MeaMed).
 *
 * @param byzantineCount f; n ≥ 2f + 1
 */
public record MeanAroundMedian(int byzantineCount) implements AggregationRule {
  private static final Tolerance TOLERANCE = new Tolerance(2, 1);

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "mean-around-median",
              "mean of the n−f values nearest to each coordinate's median",
              "Xie et al., arXiv 1802.10116")
          .with(Tolerance.COUNT)
          .that(TOLERANCE, Looks.BY_COORDINATE)
          .madeBy(given -> new MeanAroundMedian(given.whole(Tolerance.F)));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TOLERANCE.require(DECLARATION.name(), byzantineCount, n);
    return new Coordinates(
        IntStream.range(0, n).toArray(), new Window.AroundMedian(n - byzantineCount));
  }
}
