package org.skymask.rule;

import java.util.List;
import java.util.stream.IntStream;
import org.skymask.model.Layout;

/**
 * The geometry of rows that were mixed: with y = Mx, the Gram matrix is M G Mᵀ.
 *
 * @param mixing M, [new rows][rows of {@code updates}]
 */
@SuppressWarnings("ArrayRecordComponent")
public record MixedGeometry(Geometry updates, double[][] mixing) implements Geometry {

  @Override
  public int rows() {
    return mixing.length;
  }

  @Override
  public double[][] gram() {
    return mixed(updates.gram());
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, rows()).mapToObj(String::valueOf).toList();
  }

  @Override
  public Layout layout() {
    return updates.layout();
  }

  @Override
  public long seed() {
    return updates.seed();
  }

  @Override
  public int round() {
    return updates.round();
  }

  @Override
  public double[] rootProducts() {
    return mixed(updates.rootProducts());
  }

  @Override
  public double[] baseProducts() {
    return mixed(updates.baseProducts());
  }

  @Override
  public double baseSquare() {
    return updates.baseSquare();
  }

  @Override
  public double[] baseAt(int[] positions) {
    return updates.baseAt(positions);
  }

  @Override
  public Memory memory() {
    return updates.memory();
  }

  @Override
  public double[] pastProducts() {
    return mixed(updates.pastProducts());
  }

  @Override
  public double pastSquare() {
    return updates.pastSquare();
  }

  @Override
  public double[] sums(BlockStatistic statistic) {
    return updates.sums(new MixedStatistic(mixing, statistic));
  }

  @Override
  public Probe probe() {
    return new MixedProbe(updates.probe(), mixing);
  }

  @Override
  public double rootSquare() {
    return updates.rootSquare();
  }

  @Override
  public double[][][] sampledGrams(int draws, int positions) {
    double[][][] grams = updates.sampledGrams(draws, positions);
    double[][][] mixed = new double[grams.length][][];
    for (int i = 0; i < grams.length; i++) {
      mixed[i] = mixed(grams[i]);
    }
    return mixed;
  }

  private double[] mixed(double[] products) {
    double[] mixed = new double[rows()];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = dot(mixing[i], products);
    }
    return mixed;
  }

  private double[][] mixed(double[][] gram) {
    double[][] half = new double[rows()][gram.length];
    double[][] whole = new double[rows()][rows()];
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < gram.length; j++) {
        half[i][j] = dot(mixing[i], gram[j]);
      }
    }
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j <= i; j++) {
        whole[i][j] = dot(half[i], mixing[j]);
        whole[j][i] = whole[i][j];
      }
    }
    return whole;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
