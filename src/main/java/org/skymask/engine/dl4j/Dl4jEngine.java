package org.skymask.engine.dl4j;

import org.skymask.engine.EngineException;
import org.skymask.engine.GradientEngine;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;

/** A DL4J network behind {@link GradientEngine}. */
public final class Dl4jEngine {
  private Dl4jEngine() {}

  /** Opens {@code architecture.json}. */
  public static GradientEngine open(Architecture architecture, Layout layout) {
    throw new EngineException(architecture.fileName() + ": not yet");
  }
}
