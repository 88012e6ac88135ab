package org.skymask.round.judge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ModelVersion;

/** The server's own update. */
public final class RootUpdate {
  private final ModelVersion base;
  private float @Nullable [] delta;

  /**
   * @param base that it was trained from
   * @param delta [updateCount] on the value axis
   */
  public RootUpdate(ModelVersion base, float[] delta) {
    this.base = base;
    this.delta = delta;
  }

  /**
   * [updateCount] on the value axis; not a copy.
   *
   * @throws NullPointerException after {@link #forget}
   */
  public float[] delta() {
    return Objects.requireNonNull(delta, "the root update was forgotten");
  }

  /**
   * θ with the running statistics of the root update, in which the root dataset is judged: a new
   * array, which the caller may change.
   *
   * @return [valueCount]
   */
  public float[] trusted() {
    float[] trusted = base.values().clone();
    for (int j = base.layout().parameterCount(); j < base.layout().updateCount(); j++) {
      trusted[j] += delta()[j];
    }
    return trusted;
  }

  /**
   * Releases the values, which nobody needs once the updates are judged, so that the driver holds
   * only the base while it publishes. What executors were sent stays in Spark's storage, which
   * spills.
   */
  public void forget() {
    delta = null;
  }
}
