package org.skymask.rule;

import java.util.Arrays;

/**
 * Tolpegin's PCA: the updates of the output layer (or of one class in it), each coordinate
 * standardised, are brought to their first two principal components, and 2-means divides the plane;
 * the larger group is averaged (Tolpegin et al., "Data Poisoning Attacks Against Federated Learning
 * Systems", ESORICS 2020, section 5). The paper draws the plane of many rounds and leaves the
 * division to the eye; here it is made in each round. Of two groups of the same size the one nearer
 * to the middle is kept; with fewer than three clients, or where all are the same, everybody is.
 *
 * @param only the class that is looked at, as the paper's attackers aim at one; −1: all
 */
public record OutputPca(int only) implements AggregationRule {
  public static final String NAME = "pca";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    OutputLayer layer = OutputLayer.of(updates.layout(), NAME);
    if (only >= layer.classes()) {
      throw new RuleParameterException(
          "rule.pca.class: expected " + (layer.classes() - 1) + " at most, found " + only);
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
