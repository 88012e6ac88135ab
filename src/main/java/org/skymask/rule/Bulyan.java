package org.skymask.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.rule.Choice.Coordinates;

/**
 * Bulyan: θ = n − 2f rows are taken one after the other, each time Krum's of those that are left;
 * then of each coordinate the θ − 2f values nearest to the median of the taken rows are averaged
 * (El Mhamdi et al., "The Hidden Vulnerability of Distributed Learning in Byzantium", ICML 2018,
 * section 4). Krum's scores are over the r − f − 2 nearest of the r rows left, one at least. Where
 * that is one (f &lt; 3, the last rows), the two nearest to each other have the same score and the
 * first is taken, so that the order of rows can show.
 *
 * @param byzantineCount f; n ≥ 4f + 3
 */
public record Bulyan(int byzantineCount) implements AggregationRule {
  private static final Tolerance TOLERANCE = new Tolerance(4, 3);

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "bulyan",
              "mean around the median of n−2f that Krum takes one after the other",
              "El Mhamdi et al., ICML 2018")
          .with(Tolerance.COUNT)
          .that(TOLERANCE, Looks.BY_COORDINATE)
          .madeBy(given -> new Bulyan(given.whole(Tolerance.F)));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TOLERANCE.require(DECLARATION.name(), byzantineCount, n);
    int taken = n - 2 * byzantineCount;
    return new Coordinates(
        select(Distances.squared(updates.gram()), taken),
        new Window.AroundMedian(taken - 2 * byzantineCount));
  }

  private int[] select(double[][] squared, int count) {
    List<Integer> left = new ArrayList<>(IntStream.range(0, squared.length).boxed().toList());
    List<Integer> taken = new ArrayList<>();
    while (taken.size() < count) {
      int neighbours = Math.max(1, left.size() - byzantineCount - 2);
      taken.add(left.remove(lowest(Krum.scores(squared, left, neighbours))));
    }
    return taken.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static int lowest(double[] scores) {
    int lowest = 0;
    for (int i = 1; i < scores.length; i++) {
      lowest = scores[i] < scores[lowest] ? i : lowest;
    }
    return lowest;
  }
}
