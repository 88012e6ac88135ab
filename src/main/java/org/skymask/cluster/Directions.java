package org.skymask.cluster;

/**
 * Where the clients' updates point, from the inner products of their deltas layer by layer
 * (remembered.md#directions).
 */
public final class Directions {
  private final double[][] balanced;
  private final double[][] whole;

  /**
   * @param clients how many
   */
  public Directions(int clients) {
    this.balanced = new double[clients][clients];
    this.whole = new double[clients][clients];
  }

  /**
   * Adds a layer.
   *
   * @param gram [clients][clients]: inner products of the deltas, cut to the layer
   */
  public void add(double[][] gram) {
    double[][] centred = Gram.centred(cosines(gram));
    double trace = Gram.trace(centred);
    if (trace > 0) {
      Gram.addScaled(balanced, centred, 1 / trace);
    }
    Gram.addScaled(whole, gram, 1);
  }

  /** [clients][clients]: Σ over layers of the centred cosines, scaled to unit trace. */
  double[][] balanced() {
    return balanced;
  }

  /** [clients][clients]: cosines over all parameters. */
  double[][] cosines() {
    return cosines(whole);
  }

  /** Cosines from inner products; 0 for an update that is zero. */
  private static double[][] cosines(double[][] gram) {
    int n = gram.length;
    double[][] cosines = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double norms = Math.sqrt(gram[i][i]) * Math.sqrt(gram[j][j]);
        cosines[i][j] = norms > 0 ? gram[i][j] / norms : 0;
      }
    }
    return cosines;
  }
}
