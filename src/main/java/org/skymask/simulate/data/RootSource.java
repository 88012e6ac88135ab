package org.skymask.simulate.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/**
 * Where the examples of the server's root dataset come from, and what is done to them. The same
 * examples and the same random numbers, the same root dataset.
 */
public interface RootSource {

  /**
   * Checks that it fits a model.
   *
   * @throws IllegalArgumentException that says what the inputs lack
   */
  default void check(Signature signature) {}

  /**
   * The rows that the root dataset is drawn from.
   *
   * @param left rows of the pool in random order that nobody has yet; what goes to no client either
   *     is removed from it
   * @return the same list, or rows that were removed from it
   * @throws IllegalArgumentException where the pool has no such rows
   */
  default List<Integer> rows(List<Integer> left, Examples pool, RandomGenerator random) {
    return left;
  }

  /** What the server has of the examples that were drawn. */
  default ModelData shift(ModelData drawn, Signature signature, RandomGenerator random) {
    return drawn;
  }
}
