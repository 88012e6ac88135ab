package org.skymask.rule;

/** What an aggregation rule sees in place of the updates: most mix them linearly. */
public interface PreAggregation {

  /** Whether the rows that the rule sees are mixed of several clients' updates. */
  default boolean mixes() {
    return true;
  }

  /**
   * @param seed of what is random in it
   * @return [new rows][rows of {@code updates}]: shares of the old rows in each new one
   * @throws org.skymask.named.ParameterException when f is above what it can bear with so many rows
   */
  double[][] mixing(Geometry updates, long seed);
}
