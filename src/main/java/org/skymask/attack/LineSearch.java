package org.skymask.attack;

import java.util.function.DoubleUnaryOperator;

/**
 * Looks for the place of the largest value along a line, without derivatives: steps that double as
 * long as they lead higher, then steps from the best place that shrink by {@code ratio}. An equal
 * value is not higher.
 *
 * @param start where it begins
 * @param step the first
 * @param ratio in (0.5, 1)
 * @param evaluations of the function, at most
 */
record LineSearch(double start, double step, double ratio, int evaluations) {

  double highest(DoubleUnaryOperator function) {
    double best = start;
    double value = function.applyAsDouble(best);
    double length = step;
    boolean expanding = true;
    for (int evaluation = 1; evaluation < evaluations; evaluation++) {
      double tried = best + length;
      double found = function.applyAsDouble(tried);
      boolean higher = found > value;
      if (higher) {
        best = tried;
        value = found;
      }
      expanding &= higher;
      length *= expanding ? 2 : ratio;
    }
    return best;
  }
}
