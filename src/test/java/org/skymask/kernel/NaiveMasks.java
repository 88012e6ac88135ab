package org.skymask.kernel;

import java.util.Arrays;

/** Mask training on logits in double precision, written as method.md#mask-training has it. */
final class NaiveMasks {
  private final float[][] deltas;
  private final double[][] logits;

  NaiveMasks(float[][] deltas) {
    this.deltas = deltas;
    this.logits = new double[deltas.length][deltas[0].length];
    for (double[] row : logits) {
      Arrays.fill(row, 1.0);
    }
  }

  /** Continues from masks as the kernel keeps them. */
  NaiveMasks(float[][] deltas, float[][] e) {
    this(deltas);
    for (int i = 0; i < e.length; i++) {
      for (int j = 0; j < e[i].length; j++) {
        logits[i][j] = -Math.log(e[i][j]);
      }
    }
  }

  double logit(int row, int position) {
    return logits[row][position];
  }

  double total(int position) {
    double total = 0;
    for (double[] row : logits) {
      total += sigmoid(row[position]);
    }
    return total;
  }

  double mean(int position) {
    double weighted = 0;
    for (int i = 0; i < logits.length; i++) {
      weighted += sigmoid(logits[i][position]) * deltas[i][position];
    }
    return weighted / total(position);
  }

  void step(float[] gradient, double rate) {
    for (int j = 0; j < gradient.length; j++) {
      double mean = mean(j);
      double total = total(j);
      for (int i = 0; i < logits.length; i++) {
        double s = sigmoid(logits[i][j]);
        double slope = gradient[j] * (deltas[i][j] - mean) * s * (1 - s) / total;
        logits[i][j] -= Math.max(-1, Math.min(1, rate * slope));
      }
    }
  }

  private static double sigmoid(double m) {
    return 1 / (1 + Math.exp(-m));
  }
}
