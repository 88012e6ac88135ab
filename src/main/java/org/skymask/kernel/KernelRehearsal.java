package org.skymask.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Runs the loops of mask training often enough that the JIT compiler translates them. */
public final class KernelRehearsal {
  private static final int ROWS = 9;
  private static final int STEPS = 200;

  private KernelRehearsal() {}

  /** Some thousand calls of every loop, on rows that stay in cache: tens of milliseconds. */
  public static void run() {
    int length = MaskKernel.TILE;
    SplittableRandom random = new SplittableRandom(1);
    float[][] deltas = new float[ROWS][length];
    float[][] masks = new float[ROWS][length];
    float[] gradient = noise(length, random);
    for (int i = 0; i < ROWS; i++) {
      deltas[i] = noise(length, random);
      Arrays.fill(masks[i], MaskKernel.START);
    }
    float[] total = new float[length];
    float[] mean = new float[length];
    GramCounts counts = new GramCounts(ROWS);
    long[][] bits = new long[ROWS][];
    for (int step = 0; step < STEPS; step++) {
      MaskKernel.mean(deltas, masks, total, mean);
      MaskKernel.step(deltas, masks, gradient, 0, 1, total, mean);
      for (int i = 0; i < ROWS; i++) {
        bits[i] = GramCounts.pack(masks[i], MaskKernel.START, 0, length);
        MaskKernel.sum(masks[i], 0, length);
      }
      counts.add(bits);
    }
  }

  private static float[] noise(int length, SplittableRandom random) {
    float[] values = new float[length];
    for (int j = 0; j < length; j++) {
      values[j] = (float) (random.nextDouble() - 0.5);
    }
    return values;
  }
}
