package org.skymask.rule;

/** An aggregation rule, as a function of the {@link Geometry} of the updates. */
public interface AggregationRule {

  /** As {@code aggregator} names it. */
  String name();

  /**
   * Chooses how the rows are combined.
   *
   * @throws TooManyByzantineException when the rule cannot withstand f of so many rows
   */
  Choice choose(Geometry updates);

  /** Whether the next round needs this round's aggregate. */
  default boolean remembersAggregate() {
    return false;
  }

  /**
   * Whether it follows clients from round to round, so that no pre-aggregation may stand before it.
   */
  default boolean followsClients() {
    return false;
  }
}
