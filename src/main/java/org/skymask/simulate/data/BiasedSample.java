package org.skymask.simulate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skymask.model.Signature;

/**
 * A sample of which one class has a given share, and the other classes have as many examples each
 * of the rest. A share of 1/classes is the {@link Stratified} sample, example by example.
 *
 * @param share of the favoured class, from 0 to 1
 * @param favoured number of that class
 */
public record BiasedSample(double share, int favoured) {
  /** A share as near to 1/classes as this is meant so: 0.143 of seven classes. */
  private static final double BALANCED = 1e-2;

  /**
   * Checks that examples have classes, and this one.
   *
   * @throws IllegalArgumentException that says what the model has
   */
  public void check(Signature signature) {
    if (!Examples.hasLabels(signature)) {
      throw new IllegalArgumentException(
          "goes by the class of an example, and the model has the target "
              + signature.target().described()
              + " and the loss "
              + signature.loss().code()
              + "; expected balanced, which draws from all examples");
    }
    if (favoured >= Examples.classes(signature)) {
      throw new IllegalArgumentException(
          "favours root-class = "
              + favoured
              + ", expected a class below "
              + Examples.classes(signature));
    }
  }

  /**
   * Whether rows have enough examples of the class, and of the others.
   *
   * @param count examples of the sample
   */
  public boolean isPossible(List<Integer> rows, Examples examples, Signature signature, int count) {
    int[] labels = examples.requiredLabels(signature);
    long own = rows.stream().filter(row -> labels[row] == favoured).count();
    return isBalanced(Examples.classes(signature))
        ? rows.size() >= count
        : own >= wanted(count) && rows.size() - own >= count - wanted(count);
  }

  private boolean isBalanced(int classes) {
    return Math.abs(share * classes - 1) < BALANCED;
  }

  private int wanted(int count) {
    return (int) Math.round(share * count);
  }

  /**
   * Takes rows out of a list, the first of each class.
   *
   * @param left rows in random order; what is taken is removed
   * @return [count] rows in ascending order
   * @throws IllegalArgumentException where there are too few of the class or of the others
   */
  public int[] take(List<Integer> left, Examples examples, Signature signature, int count) {
    check(signature);
    int[] labels = examples.requiredLabels(signature);
    int classes = Examples.classes(signature);
    return isBalanced(classes)
        ? Stratified.take(left, labels, classes, count)
        : biased(left, labels, classes, count);
  }

  private int[] biased(List<Integer> left, int[] labels, int classes, int count) {
    List<Integer> own = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    left.forEach(row -> (labels[row] == favoured ? own : others).add(row));
    int wanted = wanted(count);
    require("class " + favoured, wanted, own.size(), count);
    require("other classes", count - wanted, others.size(), count);
    int[] taken = Arrays.copyOf(Stratified.first(own, wanted), count);
    int[] rest = Stratified.take(others, labels, classes, count - wanted);
    System.arraycopy(rest, 0, taken, wanted, rest.length);
    Arrays.sort(taken);
    left.removeIf(row -> Arrays.binarySearch(taken, row) >= 0);
    return taken;
  }

  private void require(String what, int wanted, int there, int count) {
    if (there < wanted) {
      throw new IllegalArgumentException(
          "root-bias = "
              + share
              + " of "
              + count
              + " root examples takes "
              + wanted
              + " examples of "
              + what
              + ", and "
              + there
              + " are there");
    }
  }
}
