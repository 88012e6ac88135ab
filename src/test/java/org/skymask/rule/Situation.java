package org.skymask.rule;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.Vectors;
import org.skymask.model.Layout;

/**
 * Updates in memory, with all that a round knows besides.
 *
 * @param base [D or more] the model that they are updates of; null for zeros
 * @param model what runs their models; null where none is to be run
 */
@SuppressWarnings("ArrayRecordComponent")
public record Situation(
    Matrix matrix,
    Layout layout,
    int round,
    Memory memory,
    float @Nullable [] base,
    @Nullable Probe model)
    implements Geometry {

  /** Of the first round, without a model that could be run. */
  public static Situation of(Matrix matrix) {
    return new Situation(matrix, matrix.layout(), 1, Memory.NONE, null, null);
  }

  public Situation with(Layout other) {
    return new Situation(matrix, other, round, memory, base, model);
  }

  public Situation with(float[] other) {
    return new Situation(matrix, layout, round, memory, other, model);
  }

  Situation with(Probe other) {
    return new Situation(matrix, layout, round, memory, base, other);
  }

  /** The same updates in the round after. */
  Situation after(Memory kept) {
    return new Situation(matrix, layout, round + 1, kept, base, model);
  }

  @Override
  public int rows() {
    return matrix.rows();
  }

  @Override
  public List<String> names() {
    return matrix.names();
  }

  @Override
  public long seed() {
    return matrix.seed();
  }

  @Override
  public double[][] gram() {
    return matrix.gram();
  }

  @Override
  public double[] rootProducts() {
    return matrix.rootProducts();
  }

  @Override
  public double rootSquare() {
    return matrix.rootSquare();
  }

  @Override
  public double[] baseProducts() {
    return products(base);
  }

  @Override
  public double baseSquare() {
    return base == null ? 0 : Vectors.squares(base, layout.parameterCount());
  }

  @Override
  public double[] baseAt(int[] positions) {
    return base == null
        ? new double[positions.length]
        : Arrays.stream(positions).mapToDouble(position -> base[position]).toArray();
  }

  @Override
  public double[] pastProducts() {
    return products(memory.aggregate());
  }

  @Override
  public double pastSquare() {
    float[] past = memory.aggregate();
    return past == null ? 0 : Vectors.squares(past, past.length);
  }

  private double[] products(float @Nullable [] beside) {
    return beside == null
        ? new double[rows()]
        : Arrays.stream(matrix.values())
            .mapToDouble(row -> Vectors.dot(row, beside, layout.parameterCount()))
            .toArray();
  }

  @Override
  public double[][][] sampledGrams(int draws, int positions) {
    return matrix.sampledGrams(draws, positions);
  }

  @Override
  public double[] sums(BlockStatistic statistic) {
    return matrix.sums(statistic);
  }

  @Override
  public Probe probe() {
    if (model == null) {
      throw new IllegalStateException("no model");
    }
    return model;
  }

  public double[] aggregate(AggregationRule rule) {
    return matrix.aggregate(this, rule, null);
  }

  /** Weights of the rows, and what the next round is told. */
  Choice.Weights chosen(AggregationRule rule) {
    return (Choice.Weights) rule.choose(this);
  }
}
