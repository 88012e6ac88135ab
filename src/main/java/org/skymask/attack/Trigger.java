package org.skymask.attack;

import org.skymask.model.Layout;
import org.skymask.named.ParameterException;

/** A backdoor: a pattern in the input, and the class that it is to give. */
public interface Trigger {

  /** The class that triggered examples are to be taken for. */
  int target();

  /**
   * Puts the whole pattern into an example.
   *
   * @param features row-major in the model's input shape, changed in place
   * @param from index of the example's first value
   */
  void stamp(float[] features, int from, Layout layout);

  /**
   * Asks for a model that has the class.
   *
   * @throws ParameterException that names the class and how many there are
   */
  default void requireClass(Layout layout) {
    if (target() >= layout.classes()) {
      throw ParameterException.of("target", "a class below " + layout.classes(), target());
    }
  }
}
