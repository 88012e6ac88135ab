package org.skymask.cluster;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.GaussianMixture;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.DenseMatrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.distribution.MultivariateGaussian;

/**
 * Gaussian mixtures of one and two components over the points of a plane, and the gain of two over
 * one. Many starts are screened by an EM of our own; the mixture that decides is fitted by Spark
 * MLlib from the best of them.
 *
 * <p>MLlib has no floor for covariances, and without one a few identical uploads have infinite
 * likelihood. So MLlib runs one iteration at a time and the floor is added in between. From a start
 * that has converged two or three iterations are enough.
 */
public final class MixtureModel {
  private static final double FLOOR = 1e-3;

  /** Share of the squares that rounding leaves as variance of equal points. */
  private static final double ROUNDING = 1e-28;

  private static final int ITERATIONS = 5;
  private static final double CONVERGED = 1e-6;

  private final JavaSparkContext spark;

  public MixtureModel(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * @param interesting gain below which a split decides nothing: there the screening's result is
   *     good enough and no Spark job is run
   */
  PlaneSplit split(double[][] points, double interesting) {
    int n = points.length;
    double[][] z = scaled(points);
    if (n < 4 || z.length == 0) {
      return PlaneSplit.none(n);
    }
    double[] everybody = new double[n];
    Arrays.fill(everybody, 1);
    Gaussian one = Gaussian.of(z, everybody, FLOOR);
    double single = Arrays.stream(one.logDensities(z)).sum() - n * Math.log(one.weight());
    Expectation best = screen(z);
    double slack = 0.1;
    if (gain(best, single, n) >= interesting - slack) {
      best = refine(z, best);
    }
    return new PlaneSplit(gain(best, single, n), best.second());
  }

  private static double gain(Expectation two, double single, int n) {
    return (2 * (two.logLikelihood() - single) - 6 * Math.log(n)) / n;
  }

  /** Scales points to a total variance of 1; empty where all points are equal. */
  private static double[][] scaled(double[][] points) {
    int n = points.length;
    double variance = 0;
    double squares = 0;
    for (int axis = 0; axis < 2; axis++) {
      double mean = 0;
      for (double[] point : points) {
        mean += point[axis] / n;
      }
      for (double[] point : points) {
        variance += (point[axis] - mean) * (point[axis] - mean) / n;
        squares += point[axis] * point[axis] / n;
      }
    }
    if (!(variance > ROUNDING * squares)) {
      return new double[0][];
    }
    double scale = 1 / Math.sqrt(variance);
    return Arrays.stream(points)
        .map(point -> new double[] {point[0] * scale, point[1] * scale})
        .toArray(double[][]::new);
  }

  /** The best of all starts, on all cores; the first of those that are equally good. */
  static Expectation screen(double[][] z) {
    return Starts.of(z).parallelStream()
        .map(start -> Expectation.fit(z, start, FLOOR))
        .reduce((best, fit) -> fit.logLikelihood() > best.logLikelihood() ? fit : best)
        .orElseThrow();
  }

  private Expectation refine(double[][] z, Expectation start) {
    // One partition: sums in the order of the points, whatever the cluster.
    JavaRDD<Vector> data = spark.parallelize(Arrays.stream(z).map(Vectors::dense).toList(), 1);
    Expectation fit = start;
    for (int i = 0; i < ITERATIONS; i++) {
      Expectation next = Expectation.of(z, iterate(data, fit.parts()));
      boolean converged = Math.abs(next.logLikelihood() - fit.logLikelihood()) < CONVERGED;
      fit = next;
      if (converged) {
        break;
      }
    }
    return fit;
  }

  /** Uses MLlib's distribution, which brings a library of linear algebra with it. */
  static void rehearse(Expectation fit) {
    for (Gaussian part : fit.parts()) {
      distribution(part).logpdf(Vectors.dense(part.mx(), part.my()));
    }
  }

  /** One iteration of MLlib's EM, and the floor. */
  private static Gaussian[] iterate(JavaRDD<Vector> data, Gaussian[] parts) {
    GaussianMixtureModel initial =
        new GaussianMixtureModel(
            Arrays.stream(parts).mapToDouble(Gaussian::weight).toArray(),
            Arrays.stream(parts)
                .map(MixtureModel::distribution)
                .toArray(MultivariateGaussian[]::new));
    GaussianMixtureModel model =
        new GaussianMixture()
            .setK(2)
            .setInitialModel(initial)
            .setMaxIterations(1)
            .setConvergenceTol(0)
            .run(data);
    Gaussian[] next = new Gaussian[2];
    for (int k = 0; k < 2; k++) {
      MultivariateGaussian g = model.gaussians()[k];
      double[] mean = g.mu().toArray();
      next[k] =
          new Gaussian(
              model.weights()[k],
              mean[0],
              mean[1],
              g.sigma().apply(0, 0) + FLOOR,
              g.sigma().apply(0, 1),
              g.sigma().apply(1, 1) + FLOOR);
    }
    return next;
  }

  private static MultivariateGaussian distribution(Gaussian g) {
    return new MultivariateGaussian(
        Vectors.dense(g.mx(), g.my()),
        new DenseMatrix(2, 2, new double[] {g.xx(), g.xy(), g.xy(), g.yy()}));
  }
}
