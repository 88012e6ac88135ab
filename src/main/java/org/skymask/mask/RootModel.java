package org.skymask.mask;

import java.io.Serializable;
import java.util.function.Function;
import org.skymask.engine.EnginePool;
import org.skymask.engine.GradientEngine;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/** What tasks need for the model on the root dataset. */
record RootModel(Architecture architecture, Layout layout, ModelData root, DeviceChoice device)
    implements Serializable {

  <T> T use(Function<GradientEngine, T> work) {
    return EnginePool.use(architecture, layout, device.ofTask(), work);
  }
}
