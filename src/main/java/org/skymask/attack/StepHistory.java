package org.skymask.attack;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.skymask.kernel.Medians;

/** Numbers of the last rounds that an attacker has seen. */
final class StepHistory {
  private final int window;
  private final Deque<Double> numbers = new ArrayDeque<>();

  /**
   * @param window how many are kept, 1 or more
   */
  StepHistory(int window) {
    this.window = window;
  }

  void add(double number) {
    numbers.addLast(number);
    if (numbers.size() > window) {
      numbers.removeFirst();
    }
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  double median() {
    return Medians.mean(values());
  }

  /** The median of the distances to the median. */
  double medianDistance() {
    double median = median();
    return Medians.mean(Arrays.stream(values()).map(v -> Math.abs(v - median)).toArray());
  }

  private double[] values() {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
