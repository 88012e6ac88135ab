package org.skymask.simulate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skymask.model.Signature;

/** A sample with as many examples of each class, as far as there are. */
public final class Stratified {
  private Stratified() {}

  /**
   * Takes rows out of a list, the first of each class in turn; simply the first where examples have
   * no one class.
   *
   * @param left rows in random order; what is taken is removed
   * @return [count] rows in ascending order
   * @throws IllegalArgumentException where there are fewer
   */
  public static int[] take(List<Integer> left, Examples examples, Signature signature, int count) {
    return examples
        .labels(signature)
        .map(labels -> take(left, labels, Examples.classes(signature), count))
        .orElseGet(() -> first(left, count));
  }

  /**
   * Takes rows out of a list, the first of each class in turn.
   *
   * @param left rows in random order; what is taken is removed
   * @return [count] rows in ascending order
   * @throws IllegalArgumentException where there are fewer
   */
  static int[] take(List<Integer> left, int[] labels, int classes, int count) {
    require(left, count);
    List<List<Integer>> byClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      byClass.add(new ArrayList<>());
    }
    left.forEach(row -> byClass.get(labels[row]).add(row));
    int[] taken = new int[count];
    boolean[] gone = new boolean[labels.length];
    int done = 0;
    for (int turn = 0; done < count; turn++) {
      for (int c = 0; c < classes && done < count; c++) {
        if (turn < byClass.get(c).size()) {
          taken[done] = byClass.get(c).get(turn);
          gone[taken[done++]] = true;
        }
      }
    }
    left.removeIf(row -> gone[row]);
    Arrays.sort(taken);
    return taken;
  }

  /** The first of a list, where examples have no one class. */
  static int[] first(List<Integer> left, int count) {
    require(left, count);
    List<Integer> first = left.subList(0, count);
    int[] taken = first.stream().mapToInt(Integer::intValue).sorted().toArray();
    first.clear();
    return taken;
  }

  private static void require(List<Integer> left, int count) {
    if (left.size() < count) {
      throw new IllegalArgumentException(
          count + " examples are wanted for the root dataset, and " + left.size() + " are there");
    }
  }
}
