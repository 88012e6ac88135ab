package org.skymask.simulate.results;

import org.apache.commons.math3.distribution.TDistribution;
import org.skymask.report.OverSeeds;
import org.skymask.report.RuleComparison.Difference;

/**
 * The mean of paired differences with its 95 % interval by Student's t distribution (Student, "The
 * probable error of a mean", Biometrika 1908): mean ± t · deviation / √n, with n − 1 degrees of
 * freedom. Tests by signs or ranks have no answer here: of three pairs not even three equal signs
 * are rarer than one in four.
 */
final class StudentInterval {
  private static final double INTERVAL = 0.95;

  private StudentInterval() {}

  /**
   * @param differences of pairs that have nothing in common, one a seed
   */
  static Difference of(double... differences) {
    OverSeeds all = OverSeeds.of(differences);
    return new Difference(
        all.mean(), differences.length < 2 ? Double.NaN : half(all.deviation(), differences));
  }

  private static double half(double deviation, double[] differences) {
    TDistribution student = new TDistribution(null, differences.length - 1.0);
    double quantile = student.inverseCumulativeProbability((1 + INTERVAL) / 2);
    return quantile * deviation / Math.sqrt(differences.length);
  }
}
