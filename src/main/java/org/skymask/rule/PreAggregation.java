package org.skymask.rule;

/** Mixes the updates linearly before an aggregation rule sees them. */
public interface PreAggregation {

  /**
   * @param seed of what is random in it
   * @return [new rows][rows of {@code updates}]: shares of the old rows in each new one
   * @throws org.skymask.named.ParameterException when f is above what it can bear with so many rows
   */
  double[][] mixing(Geometry updates, long seed);
}
