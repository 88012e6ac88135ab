package org.skymask.attack;

/** The standard normal distribution. */
final class Normal {
  private static final double LARGEST = 8;

  private Normal() {}

  /** Φ(x) by its series at 0, to 1e-15 for |x| ≤ 8 (Marsaglia, J. Stat. Software 11(4), 2004). */
  static double probability(double x) {
    double sum = x;
    double term = x;
    for (int k = 3; sum + term != sum; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Φ⁻¹ of a probability in (0, 1), within ±8. */
  static double quantile(double probability) {
    double low = -LARGEST;
    double high = LARGEST;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (probability(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
