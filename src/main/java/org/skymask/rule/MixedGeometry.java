package org.skymask.rule;

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
  public double[] rootProducts() {
    double[] products = updates.rootProducts();
    double[] mixed = new double[rows()];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = dot(mixing[i], products);
    }
    return mixed;
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
