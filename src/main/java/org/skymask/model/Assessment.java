package org.skymask.model;

import java.util.List;

/**
 * What was found of a version on a dataset.
 *
 * @param model digest of the version
 * @param examples of the dataset
 * @param loss mean over the examples
 * @param measures by which models of its kind are compared, the main one first
 */
public record Assessment(String model, long examples, double loss, List<Score> measures) {
  public Assessment {
    measures = List.copyOf(measures);
  }

  /**
   * A measure.
   *
   * @param name {@code accuracy}, {@code perplexity}, {@code auroc}, {@code rmse}
   * @param value NaN where the data do not tell it
   */
  public record Score(String name, double value) {}
}
