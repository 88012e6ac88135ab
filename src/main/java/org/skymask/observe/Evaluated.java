package org.skymask.observe;

import java.util.List;

/**
 * What {@code evaluate} has found.
 *
 * @param model digest of the version
 * @param loss mean over the examples
 * @param measures the main one first
 */
public record Evaluated(
    String federation, int round, String model, long examples, double loss, List<Number> measures) {

  /**
   * A measure.
   *
   * @param value NaN where the data do not tell it
   */
  public record Number(String name, double value) {}

  /** Those that are known. */
  List<Number> finite() {
    return measures.stream().filter(measure -> Double.isFinite(measure.value())).toList();
  }
}
