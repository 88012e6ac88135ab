package org.skymask.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Has the JIT compiler translate the loops of mask training while Spark starts, when a core has
 * nothing to do: otherwise the first epochs of a fresh JVM run interpreted beside the compiler.
 */
public final class WarmUp {
  private static final int ROWS = 8;
  private static final int STEPS = 200;

  private WarmUp() {}

  /** Starts, on a thread that nobody has to wait for. */
  public static void begin() {
    Thread thread = new Thread(WarmUp::run, "skymask-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** Some thousand calls of every loop, on rows that stay in cache. */
  static void run() {
    int length = MaskKernel.TILE;
    SplittableRandom random = new SplittableRandom(1);
    float[][] deltas = new float[ROWS + 1][length];
    float[][] masks = new float[ROWS + 1][length];
    float[] gradient = new float[length];
    for (float[] row : deltas) {
      fill(row, random);
    }
    fill(gradient, random);
    for (float[] row : masks) {
      Arrays.fill(row, MaskKernel.START);
    }
    float[] total = new float[length];
    float[] mean = new float[length];
    for (int i = 0; i < STEPS; i++) {
      MaskKernel.mean(deltas, masks, total, mean);
      MaskKernel.step(deltas, masks, gradient, 0, 1, total, mean);
      MaskKernel.bound(masks);
    }
  }

  private static void fill(float[] values, SplittableRandom random) {
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (random.nextDouble() - 0.5);
    }
  }
}
