package org.skymask.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean shift with a flat kernel (Comaniciu and Meer, "Mean Shift: A Robust Approach Toward Feature
 * Space Analysis", PAMI 2002): each point climbs to the mean of the points within the bandwidth,
 * and those who arrive together are a cluster.
 */
final class MeanShift {
  private static final int STEPS = 300;
  private static final double STILL = 1e-3;

  private MeanShift() {}

  /** Mean distance of the points to their ⌊n/2⌋-th nearest, themselves counted as the first. */
  static double bandwidth(double[][] points) {
    int neighbours = Math.max(1, points.length / 2);
    double sum = 0;
    for (double[] point : points) {
      double[] distances =
          Arrays.stream(points).mapToDouble(other -> distance(point, other)).sorted().toArray();
      sum += distances[neighbours - 1];
    }
    return sum / points.length;
  }

  /**
   * Cluster of each point, numbered from the most crowded centre on.
   *
   * @param points [n][dimensions]
   * @return [n]
   */
  static int[] clusters(double[][] points, double bandwidth) {
    double[][] peaks =
        Arrays.stream(points).map(p -> climb(p, points, bandwidth)).toArray(double[][]::new);
    List<double[]> centres = centres(peaks, points, bandwidth);
    return Arrays.stream(points)
        .mapToInt(
            point ->
                IntStream.range(0, centres.size())
                    .boxed()
                    .min(Comparator.comparingDouble(c -> distance(point, centres.get(c))))
                    .orElseThrow())
        .toArray();
  }

  private static double[] climb(double[] from, double[][] points, double bandwidth) {
    double[] at = from;
    for (int step = 0; step < STEPS; step++) {
      double[] next = meanWithin(at, points, bandwidth);
      boolean still = distance(next, at) <= STILL * bandwidth;
      at = next;
      if (still) {
        break;
      }
    }
    return at;
  }

  private static double[] meanWithin(double[] at, double[][] points, double bandwidth) {
    double[] mean = new double[at.length];
    int count = 0;
    for (double[] point : points) {
      if (distance(at, point) <= bandwidth) {
        count++;
        for (int k = 0; k < mean.length; k++) {
          mean[k] += point[k];
        }
      }
    }
    if (count == 0) {
      return at;
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= count;
    }
    return mean;
  }

  /** Peaks with the most points around them, none within the bandwidth of one before it. */
  private static List<double[]> centres(double[][] peaks, double[][] points, double bandwidth) {
    long[] crowd = new long[peaks.length];
    for (int i = 0; i < crowd.length; i++) {
      double[] peak = peaks[i];
      crowd[i] = Arrays.stream(points).filter(p -> distance(peak, p) <= bandwidth).count();
    }
    List<double[]> ranked =
        IntStream.range(0, peaks.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -crowd[i]))
            .map(i -> peaks[i])
            .toList();
    List<double[]> centres = new ArrayList<>();
    for (double[] peak : ranked) {
      if (centres.stream().allMatch(centre -> distance(peak, centre) > bandwidth)) {
        centres.add(peak);
      }
    }
    return centres;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }
}
