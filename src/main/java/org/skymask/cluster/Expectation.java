package org.skymask.cluster;

import java.util.Arrays;
import java.util.Objects;

/**
 * EM of a mixture of two Gaussians with floored covariances: cheap enough to try many starts.
 *
 * @param parts the two components
 * @param logLikelihood of the points
 * @param second [points]: probability of the second component
 */
@SuppressWarnings("ArrayRecordComponent")
record Expectation(Gaussian[] parts, double logLikelihood, double[] second) {
  private static final int ITERATIONS = 100;
  private static final double CONVERGED = 1e-10;

  /** From a first guess of the second component's members. */
  static Expectation fit(double[][] z, boolean[] start, double floor) {
    double[] second = new double[z.length];
    Arrays.setAll(second, i -> start[i] ? 1 : 0);
    Expectation last = null;
    for (int i = 0; i < ITERATIONS; i++) {
      Expectation next = of(z, maximise(z, second, floor));
      second = next.second;
      boolean converged =
          last != null
              && Math.abs(next.logLikelihood - last.logLikelihood)
                  <= CONVERGED * (1 + Math.abs(next.logLikelihood));
      last = next;
      if (converged) {
        break;
      }
    }
    return Objects.requireNonNull(last);
  }

  /** Likelihood and memberships under given components. */
  static Expectation of(double[][] z, Gaussian[] parts) {
    double[] first = parts[0].logDensities(z);
    double[] second = parts[1].logDensities(z);
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double a = first[i];
      double b = second[i];
      double both = Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
      second[i] = Math.exp(b - both);
      sum += both;
    }
    return new Expectation(parts, sum, second);
  }

  private static Gaussian[] maximise(double[][] z, double[] second, double floor) {
    double[] first = new double[second.length];
    Arrays.setAll(first, i -> 1 - second[i]);
    return new Gaussian[] {Gaussian.of(z, first, floor), Gaussian.of(z, second, floor)};
  }
}
