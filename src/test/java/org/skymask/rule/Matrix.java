package org.skymask.rule;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.Vectors;
import org.skymask.rule.Choice.Coordinates;
import org.skymask.rule.Choice.Weights;

/**
 * Updates in memory, and what rules make of them.
 *
 * @param values [n][width]
 * @param root [width]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Matrix(float[][] values, float[] root) implements Geometry {

  public static Matrix of(float[][] values) {
    return new Matrix(values, new float[values[0].length]);
  }

  /** Rows of one coordinate each. */
  static Matrix column(double... values) {
    float[][] rows = new float[values.length][1];
    for (int i = 0; i < values.length; i++) {
      rows[i][0] = (float) values[i];
    }
    return of(rows);
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public double[][] gram() {
    double[][] gram = new double[rows()][rows()];
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < rows(); j++) {
        gram[i][j] = Vectors.dot(values[i], values[j], root.length);
      }
    }
    return gram;
  }

  @Override
  public double[] rootProducts() {
    return Arrays.stream(values).mapToDouble(v -> Vectors.dot(v, root, root.length)).toArray();
  }

  @Override
  public double rootSquare() {
    return Vectors.squares(root, root.length);
  }

  /** All positions, every time. */
  @Override
  public double[][][] sampledGrams(int draws, int positions) {
    return IntStream.range(0, draws).mapToObj(draw -> gram()).toArray(double[][][]::new);
  }

  /** The aggregate, [width]. */
  public double[] aggregate(AggregationRule rule) {
    return aggregate(rule, null);
  }

  /** The aggregate behind a pre-aggregation's mixing. */
  public double[] aggregate(AggregationRule rule, double @Nullable [][] mixing) {
    Choice choice = rule.choose(mixing == null ? this : new MixedGeometry(this, mixing));
    if (choice instanceof Weights chosen) {
      return sum(Mixing.back(chosen.weights(), mixing));
    }
    Coordinates chosen = (Coordinates) choice;
    float[] found = new CoordinateStatistic(mixing, chosen.rows(), chosen.window()).of(values);
    return IntStream.range(0, found.length).mapToDouble(j -> found[j]).toArray();
  }

  private double[] sum(double[] weights) {
    double[] sum = new double[root.length];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weights[i] * values[i][j];
      }
    }
    return sum;
  }

  double[] weights(AggregationRule rule) {
    return ((Weights) rule.choose(this)).weights();
  }
}
