package org.skymask.rule;

/** What a rule makes of the rows of a {@link Geometry}. */
public sealed interface Choice {

  /**
   * The aggregate is Σ wᵢ rowᵢ.
   *
   * @param weights [n], 0 for rows that are left out; their sum need not be 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(double[] weights) implements Choice {}

  /**
   * The aggregate is taken coordinate by coordinate.
   *
   * @param rows that take part, ascending
   * @param window of their sorted values that is averaged
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Coordinates(int[] rows, Window window) implements Choice {}
}
