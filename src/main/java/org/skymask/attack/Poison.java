package org.skymask.attack;

import java.io.Serializable;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/** Changes a malicious client's training data; runs in Spark tasks. */
@FunctionalInterface
public interface Poison extends Serializable {
  /** Leaves the data alone. */
  Poison NONE = (data, layout, client, seed) -> data;

  /**
   * The data that the client trains on.
   *
   * @param data left as it is
   * @param layout of the model: its inputs, its target and its loss
   * @param client which of the malicious clients, from 0
   * @param seed of this client in this round
   * @throws UnfitException where the model has nothing that it could change
   */
  ModelData of(ModelData data, Layout layout, int client, long seed);
}
