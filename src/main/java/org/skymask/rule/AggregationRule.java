package org.skymask.rule;

/** An aggregation rule as a function of what it may ask of the updates. */
public interface AggregationRule {

  /** As {@code aggregator} names it. */
  String name();

  /**
   * Chooses how the rows are put together.
   *
   * @throws TooManyByzantineException when f is above what the rule can bear with so many rows
   */
  Choice choose(Geometry updates);

  /** Whether the next round is to be told this round's aggregate. */
  default boolean remembersAggregate() {
    return false;
  }

  /** Whether it follows clients from round to round, so that nothing may mix them before. */
  default boolean followsClients() {
    return false;
  }
}
