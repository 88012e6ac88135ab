package org.skymask.rule;

/** An aggregation rule, as a function of the {@link Geometry} of the updates. */
public interface AggregationRule {

  /**
   * Chooses how the rows are combined.
   *
   * @throws org.skymask.named.ParameterException when the rule cannot withstand f of so many rows
   */
  Choice choose(Geometry updates);
}
