package org.skymask.rule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;
import org.skymask.rule.Choice.Weights;

/**
 * Krum and Multi-Krum: a row's score is the sum of its squared distances to its nearest other rows;
 * the row, or the m rows, of the lowest scores are averaged (Blanchard et al., "Machine Learning
 * with Adversaries: Byzantine Tolerant Gradient Descent", NIPS 2017, section 4). Of equal scores
 * the first row's counts as lower.
 *
 * @param name {@link #KRUM} or {@link #MULTI_KRUM}
 * @param byzantineCount f; n ≥ 2f + 3
 * @param selected m, 1 to n − f; 0: n − f of them
 * @param neighbours in a score, 1 to n − 1; 0: the paper's n − f − 2 (ByzFL takes n − f − 1)
 */
public record Krum(String name, int byzantineCount, int selected, int neighbours)
    implements AggregationRule {
  public static final String KRUM = "krum";
  public static final String MULTI_KRUM = "multi-krum";

  private static final Tolerance TOLERANCE = new Tolerance(2, 3);
  private static final Parameter NEIGHBOURS =
      Parameter.found("neighbours", Allowed.whole(1), "n - f - 2", "neighbours in a score");

  static final List<Declared<AggregationRule>> DECLARATIONS =
      List.of(
          Declaration.of(
                  KRUM,
                  "the Δ with the least sum of squared distances to its nearest",
                  "Blanchard et al., NeurIPS 2017")
              .with(Tolerance.COUNT, NEIGHBOURS)
              .that(TOLERANCE, Looks.CHOOSES)
              .madeBy(given -> of(given, 1)),
          Declaration.of(
                  MULTI_KRUM, "mean of the m best by that sum", "Blanchard et al., NeurIPS 2017")
              .with(
                  Tolerance.COUNT,
                  Parameter.found("m", Allowed.whole(1), "n - f", "updates averaged"),
                  NEIGHBOURS)
              .that(TOLERANCE, Looks.CHOOSES)
              .madeBy(given -> of(given, given.whole("m", 0))));

  private static Krum of(Given given, int selected) {
    return new Krum(given.name(), given.whole(Tolerance.F), selected, given.whole("neighbours", 0));
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TOLERANCE.require(name, byzantineCount, n);
    require("m", selected, n - byzantineCount);
    require("neighbours", neighbours, n - 1);
    int count = neighbours == 0 ? n - byzantineCount - 2 : neighbours;
    double[] scores = scores(Distances.squared(updates.gram()), everybody(n), count);
    int kept = selected == 0 ? n - byzantineCount : selected;
    double[] weights = new double[n];
    IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> scores[i]))
        .limit(kept)
        .forEach(i -> weights[i] = 1.0 / kept);
    return new Weights(weights);
  }

  private void require(String parameter, int value, int most) {
    if (value > most) {
      throw ParameterException.of("rule." + name + "." + parameter, most + " at most", value);
    }
  }

  private static List<Integer> everybody(int rows) {
    return IntStream.range(0, rows).boxed().toList();
  }

  /**
   * Sums of squared distances to the nearest others.
   *
   * @param squared [n][n] distances
   * @param rows among which neighbours are looked for
   * @param count of neighbours; all where there are fewer
   * @return [rows.size()], in the order of {@code rows}
   */
  static double[] scores(double[][] squared, List<Integer> rows, int count) {
    double[] scores = new double[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      int row = rows.get(i);
      double[] others =
          rows.stream().filter(j -> j != row).mapToDouble(j -> squared[row][j]).toArray();
      Arrays.sort(others);
      for (int k = 0; k < Math.min(count, others.length); k++) {
        scores[i] += others[k];
      }
    }
    return scores;
  }
}
