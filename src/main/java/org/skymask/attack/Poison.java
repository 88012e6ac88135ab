package org.skymask.attack;

import java.io.Serializable;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/** Changes a malicious client's training data; runs in Spark tasks. */
@FunctionalInterface
public interface Poison extends Serializable {
  /** Leaves the data alone. */
  Poison NONE = (data, layout, client, seed) -> data;

  /**
   * @param data left as it is
   * @param layout of the model: shape of the features, number of classes
   * @param client which of the malicious clients, from 0
   * @param seed of this client in this round
   */
  LabelledData of(LabelledData data, Layout layout, int client, long seed);
}
