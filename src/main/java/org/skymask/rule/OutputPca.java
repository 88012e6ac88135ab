package org.skymask.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;

/**
 * Tolpegin's PCA: the updates of the output layer (or of one class in it), each coordinate
 * standardised, are brought to their first two principal components, and 2-means divides the plane;
 * the larger group is averaged (Tolpegin et al., "Data Poisoning Attacks Against Federated Learning
 * Systems", ESORICS 2020, section 5). The paper draws the plane of many rounds and leaves the
 * division to the eye; here it is made in each round. Of two groups of the same size the one nearer
 * to the middle is kept; with fewer than three clients, or where all are the same, everybody is.
 *
 * @param only the class that is looked at, as the paper's attackers aim at one; null: all
 */
public record OutputPca(@Nullable Integer only) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "pca",
              "mean of the larger of two groups in the plane of the output layer's standardised updates",
              "Tolpegin et al., ESORICS 2020")
          .with(
              Parameter.of(
                  "class", Allowed.whole(-1), -1, "the class that is examined, from 0 on; -1: all"))
          .that(Looks.OUTPUT_LAYER, Looks.CHOOSES)
          .madeBy(given -> of(given.whole("class")));

  private static OutputPca of(int only) {
    return new OutputPca(only < 0 ? null : (Integer) only);
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    OutputLayer layer = OutputLayer.of(updates.layout(), DECLARATION.name());
    if (only != null && only >= layer.classes()) {
      throw ParameterException.of("rule.pca.class", (layer.classes() - 1) + " at most", only);
    }
    OutputProducts products = new OutputProducts(n, layer, only);
    double[][] plane = Eigenvector.plane(products.gram(updates.sums(products)));
    int[] groups = PlaneMeans.divide(plane);
    int kept = larger(groups, plane);
    boolean[] rows = new boolean[n];
    for (int i = 0; i < n; i++) {
      rows[i] = groups[i] == kept;
    }
    return Kept.mean(rows);
  }

  private static int larger(int[] groups, double[][] plane) {
    int second = Arrays.stream(groups).sum();
    int first = groups.length - second;
    if (first != second) {
      return second > first ? 1 : 0;
    }
    double[] squares = new double[2];
    for (int i = 0; i < groups.length; i++) {
      squares[groups[i]] += plane[i][0] * plane[i][0] + plane[i][1] * plane[i][1];
    }
    return squares[1] < squares[0] ? 1 : 0;
  }
}
