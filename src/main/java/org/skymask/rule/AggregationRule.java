package org.skymask.rule;

/** An aggregation rule as a function of the updates' inner products. */
public interface AggregationRule {

  /** As {@code aggregator} names it. */
  String name();

  /**
   * Chooses how the rows are put together.
   *
   * @throws TooManyByzantineException when f is above what the rule can bear with so many rows
   */
  Choice choose(Geometry updates);
}
