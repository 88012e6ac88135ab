package org.skymask.simulate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sample with as many examples of each class, as far as there are. */
public final class Stratified {
  private Stratified() {}

  /**
   * Takes rows out of a list, the first of each class in turn.
   *
   * @param left rows in random order; what is taken is removed
   * @return [count] rows in ascending order
   * @throws IllegalArgumentException where there are fewer
   */
  public static int[] take(List<Integer> left, int[] labels, int classes, int count) {
    if (left.size() < count) {
      throw new IllegalArgumentException(
          count + " examples are wanted for the root dataset, and " + left.size() + " are there");
    }
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
}
