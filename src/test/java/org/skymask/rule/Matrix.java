package org.skymask.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.FixedPointSums;
import org.skymask.kernel.Vectors;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.rule.Choice.ByBlock;
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
  public List<String> names() {
    return IntStream.range(0, rows()).mapToObj(i -> "client-" + i).toList();
  }

  /** One trainable vector. */
  @Override
  public Layout layout() {
    return new Layout(
        List.of(1), 2, List.of(new TensorSpec("0.weight", List.of(root.length), true)));
  }

  @Override
  public long seed() {
    return 1;
  }

  @Override
  public int round() {
    return 1;
  }

  @Override
  public double[] baseProducts() {
    return new double[rows()];
  }

  @Override
  public double baseSquare() {
    return 0;
  }

  @Override
  public double[] baseAt(int[] positions) {
    return new double[positions.length];
  }

  @Override
  public Memory memory() {
    return Memory.NONE;
  }

  @Override
  public double[] pastProducts() {
    return new double[rows()];
  }

  @Override
  public double pastSquare() {
    return 0;
  }

  /** In blocks of three positions, from the last to the first. */
  @Override
  public double[] sums(BlockStatistic statistic) {
    double[] norms =
        Arrays.stream(values).mapToDouble(v -> Math.sqrt(Vectors.squares(v, v.length))).toArray();
    FixedPointSums sums =
        new FixedPointSums(statistic.bounds(norms, root.length), statistic.words(norms));
    for (int start = (root.length - 1) / 3 * 3; start >= 0; start -= 3) {
      int from = start;
      int to = Math.min(root.length, start + 3);
      float[][] rows =
          Arrays.stream(values).map(v -> Arrays.copyOfRange(v, from, to)).toArray(float[][]::new);
      FixedPointSums some = sums.empty();
      statistic.add(start, rows, some);
      sums.add(some);
    }
    return sums.values();
  }

  @Override
  public Probe probe() {
    throw new UnsupportedOperationException("no model");
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
    return aggregate(this, rule, mixing);
  }

  /** The aggregate of these rows, by what is known of them. */
  double[] aggregate(Geometry known, AggregationRule rule, double @Nullable [][] mixing) {
    Choice choice = rule.choose(mixing == null ? known : new MixedGeometry(known, mixing));
    if (choice instanceof Weights chosen) {
      return sum(Mixing.back(chosen.weights(), mixing));
    }
    float[] found = ((ByBlock) choice).aggregate(mixing).of(0, values);
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
