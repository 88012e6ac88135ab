package org.skymask.engine;

import org.skymask.engine.dl4j.Dl4jEngine;
import org.skymask.engine.torch.TorchEngine;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;

/** Opens the engine that reads an architecture. */
public final class Engines {
  private Engines() {}

  /**
   * The engine that the file's extension names.
   *
   * @throws EngineException when no engine reads the file, or the architecture does not fit the
   *     layout
   */
  public static GradientEngine open(Architecture architecture, Layout layout) {
    String name = architecture.fileName();
    if (name.endsWith(".pt")) {
      return TorchEngine.open(architecture, layout);
    }
    if (name.endsWith(".json")) {
      return Dl4jEngine.open(architecture, layout);
    }
    throw new EngineException(
        name
            + " is read by no engine: expected architecture.pt (TorchScript) or"
            + " architecture.json (DL4J)");
  }
}
