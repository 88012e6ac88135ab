package org.skymask.rule;

import java.util.Arrays;
import org.skymask.kernel.FixedPointSums;

/**
 * How far each row moves each class of the output layer: sum i · C + c is Σ|δ| over the weights and
 * the bias of class c in row i, and sum (n + i) · C + c the bias' δ itself.
 */
record OutputEnergy(int rows, OutputLayer layer) implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[2 * rows * layer.classes()];
    for (int i = 0; i < rows; i++) {
      // Σ|x| ≤ √D ‖x‖.
      double bound = Math.sqrt(parameters) * norms[i];
      Arrays.fill(bounds, i * layer.classes(), (i + 1) * layer.classes(), bound);
      Arrays.fill(bounds, (rows + i) * layer.classes(), (rows + i + 1) * layer.classes(), bound);
    }
    return bounds;
  }

  @Override
  public void add(int start, float[][] block, FixedPointSums sums) {
    for (int j = 0; j < block[0].length; j++) {
      int found = layer.classOf(start + j);
      for (int i = 0; i < rows && found >= 0; i++) {
        sums.add(i * layer.classes() + found, Math.abs(block[i][j]));
        if (layer.isBias(start + j)) {
          sums.add((rows + i) * layer.classes() + found, block[i][j]);
        }
      }
    }
  }

  /**
   * [n][C] normalised update energies, εᵢ² / Σ ε²; zeros for a row that does not move the layer.
   */
  double[][] normalised(double[] sums) {
    double[][] energies = part(sums, 0);
    for (double[] energy : energies) {
      double squares = Arrays.stream(energy).map(e -> e * e).sum();
      for (int c = 0; c < energy.length && squares > 0; c++) {
        energy[c] = energy[c] * energy[c] / squares;
      }
    }
    return energies;
  }

  /** [n][C]. */
  double[][] biases(double[] sums) {
    return part(sums, rows);
  }

  private double[][] part(double[] sums, int from) {
    double[][] part = new double[rows][];
    for (int i = 0; i < rows; i++) {
      int start = (from + i) * layer.classes();
      part[i] = Arrays.copyOfRange(sums, start, start + layer.classes());
    }
    return part;
  }
}
