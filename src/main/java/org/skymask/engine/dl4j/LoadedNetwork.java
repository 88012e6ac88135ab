package org.skymask.engine.dl4j;

import java.io.Serializable;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;

/**
 * A network as it was given but for its linear last layer, with values: in inference it has no
 * dropout and its batch norm uses the running statistics. Whoever needs it builds it, because a
 * network belongs to one thread.
 *
 * @param values [layout.valueCount()] on the value axis
 */
@SuppressWarnings("ArrayRecordComponent")
record LoadedNetwork(Architecture architecture, Layout layout, float[] values)
    implements Serializable {

  Network open() {
    Network network = Definition.read(architecture).statistics(layout).logits().network();
    TensorBinding.bind(architecture.fileName(), layout, network.tensors())
        .forEach(tensor -> tensor.load(values));
    return network;
  }
}
