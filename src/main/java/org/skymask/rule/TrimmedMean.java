package org.skymask.rule;

import java.util.stream.IntStream;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.rule.Choice.Coordinates;

/**
 * Coordinate-wise trimmed mean: of each coordinate the f largest and the f smallest values are left
 * out, and the n − 2f others averaged (Yin et al., "Byzantine-Robust Distributed Learning: Towards
 * Optimal Statistical Rates", ICML 2018, definition 2).
 *
 * @param byzantineCount f; n ≥ 2f + 1
 */
public record TrimmedMean(int byzantineCount) implements AggregationRule {
  private static final Tolerance TOLERANCE = new Tolerance(2, 1);

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "trimmed-mean",
              "mean of each coordinate without its f smallest and f largest",
              "Yin et al., ICML 2018")
          .with(Tolerance.COUNT)
          .that(TOLERANCE, Looks.BY_COORDINATE)
          .madeBy(given -> new TrimmedMean(given.whole(Tolerance.F)));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TOLERANCE.require(DECLARATION.name(), byzantineCount, n);
    return new Coordinates(IntStream.range(0, n).toArray(), new Window.Trimmed(byzantineCount));
  }
}
