package org.skymask.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Coordinates;

/**
 * FoundationFL: copies of the row that is furthest from both extremes, argmaxᵢ min(‖xᵢ − max‖, ‖xᵢ
 * − min‖) with max and min of each coordinate, stand beside the rows as synthetic updates, and
 * median or trimmed mean are taken of all of them (Fang et al., "Do We Really Need to Design New
 * Byzantine-robust Aggregation Rules?", NDSS 2025).
 *
 * @param share synthetic updates for each row, above 0: ⌈share · n⌉ of them; the paper has 0.5
 * @param trim values left out at each end of a coordinate, n + synthetic ≥ 2 · trim + 1; null for
 *     the median
 */
public record FoundationFl(double share, @Nullable Integer trim) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "foundationfl",
              "median, or trimmed mean with f, with copies of the Δ furthest from both extremes beside the rest",
              "Fang et al., NDSS 2025")
          .with(
              Tolerance.COUNT,
              Parameter.of(
                  "base",
                  Allowed.words("median", "trimmed-mean"),
                  "median",
                  "what is taken of them; trimmed-mean needs f"),
              Parameter.of("synthetic", Allowed.above(0), 0.5, "synthetic updates for each client"))
          .that(Looks.BY_COORDINATE)
          .madeBy(FoundationFl::of);

  private static FoundationFl of(Given given) {
    boolean trims = given.text("base").equals("trimmed-mean");
    return new FoundationFl(
        given.number("synthetic"), trims ? (Integer) given.whole(Tolerance.F) : null);
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    int copies = (int) Math.ceil(share * n);
    new Tolerance(2, 1).require(DECLARATION.name(), trim == null ? 0 : trim, n + copies);
    double[] squares = updates.sums(new ExtremeDistances());
    int furthest = 0;
    for (int i = 1; i < n; i++) {
      furthest = score(squares, i) > score(squares, furthest) ? i : furthest;
    }
    int[] rows = new int[n + copies];
    Arrays.setAll(rows, i -> i);
    Arrays.fill(rows, n, rows.length, furthest);
    return new Coordinates(rows, trim == null ? new Window.Middle() : new Window.Trimmed(trim));
  }

  private static double score(double[] squares, int row) {
    return Math.min(squares[2 * row], squares[2 * row + 1]);
  }
}
