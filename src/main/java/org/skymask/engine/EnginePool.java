package org.skymask.engine;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.skymask.model.Architecture;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;

/**
 * Open engines of this JVM, one for each thread that asks at the same time: opening one costs up to
 * half a second, and a round asks hundreds of times.
 */
public final class EnginePool {
  private static final Map<String, Deque<GradientEngine>> IDLE = new ConcurrentHashMap<>();

  private EnginePool() {}

  /** Lends an engine to a piece of work. What was loaded into it before is still there. */
  public static <T> T use(
      Architecture architecture, Layout layout, Device device, Function<GradientEngine, T> work) {
    byte[] loss = architecture.loss();
    String key =
        ModelDigest.hex(architecture.content())
            + architecture.fileName()
            + (loss == null ? "" : ModelDigest.hex(loss))
            + device;
    Deque<GradientEngine> idle = IDLE.computeIfAbsent(key, unused -> new ConcurrentLinkedDeque<>());
    GradientEngine engine = idle.pollFirst();
    if (engine != null && !engine.layout().equals(layout)) {
      engine.close();
      engine = null;
    }
    if (engine == null) {
      engine = Engines.open(architecture, layout, device);
    }
    // An engine that failed is not lent again.
    T result;
    try {
      result = work.apply(engine);
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
    idle.addFirst(engine);
    return result;
  }
}
