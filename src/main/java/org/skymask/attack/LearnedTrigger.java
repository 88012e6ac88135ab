package org.skymask.attack;

import java.util.Arrays;
import org.skymask.model.Layout;

/** A pattern at the place of a {@link PatternTrigger} whose values its attack learns. */
final class LearnedTrigger implements Trigger {
  private final PatternTrigger place;
  private float[] values = {};

  /**
   * @param place with the value that the pattern begins with
   */
  LearnedTrigger(PatternTrigger place) {
    this.place = place;
  }

  @Override
  public int target() {
    return place.target();
  }

  @Override
  public boolean changes() {
    return true;
  }

  /** A copy of its values, by {@link PatternTrigger#positions}. */
  float[] values(Layout layout) {
    return known(layout).clone();
  }

  void learn(float[] learned) {
    values = learned.clone();
  }

  @Override
  public void stamp(float[] features, int from, Layout layout) {
    requireClass(layout);
    int[] positions = place.positions(layout);
    float[] known = known(layout);
    for (int k = 0; k < positions.length; k++) {
      features[from + positions[k]] = known[k];
    }
  }

  private float[] known(Layout layout) {
    if (values.length == 0) {
      values = new float[place.positions(layout).length];
      Arrays.fill(values, place.value());
    }
    return values;
  }
}
