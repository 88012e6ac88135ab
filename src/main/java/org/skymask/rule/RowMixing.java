package org.skymask.rule;

/** Mixes the rows of a round linearly, so that a row of the rule is made of several clients'. */
public non-sealed interface RowMixing extends PreAggregation {

  /**
   * @param seed of what is random in it
   * @return [new rows][rows of {@code updates}]: shares of the old rows in each new one
   * @throws org.skymask.named.ParameterException when f is above what it can bear with so many rows
   */
  double[][] mixing(Geometry updates, long seed);
}
