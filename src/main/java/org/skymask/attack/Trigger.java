package org.skymask.attack;

import org.skymask.model.Layout;

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
}
