package org.skymask.report;

import java.util.Arrays;

/**
 * A figure over the seeds of cells that are otherwise the same.
 *
 * @param mean NaN where a seed has no number
 * @param deviation sample standard deviation (n − 1); NaN of one seed, which has none
 */
public record OverSeeds(double mean, double deviation) {

  /** Of a figure of each seed. */
  public static OverSeeds of(double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double deviation = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    return new OverSeeds(mean, deviation);
  }

  /** Whether there is a deviation to show. */
  boolean varies() {
    return Double.isFinite(deviation);
  }
}
