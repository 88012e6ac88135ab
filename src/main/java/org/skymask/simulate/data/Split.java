package org.skymask.simulate.data;

import java.util.random.RandomGenerator;
import org.skymask.model.Signature;

/** How examples fall to clients. The same examples and the same random numbers, the same split. */
public interface Split {

  /**
   * Checks that it can divide examples of a model.
   *
   * @throws SplitException that says what the targets lack
   */
  default void check(Signature signature) {}

  /**
   * Divides examples.
   *
   * @param signature of the model: what the targets are
   * @param clients how many are wanted; splits along silos have as many as there are silos
   * @return [clients][…] row numbers, each row once, each client's in ascending order
   * @throws SplitException where the examples cannot be divided so
   */
  int[][] divide(Examples examples, Signature signature, int clients, RandomGenerator random);

  /** The examples cannot be divided as the experiment wants it. */
  final class SplitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SplitException(String message) {
      super(message);
    }
  }
}
