package org.skymask.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The mask kernel alone on all cores: each thread goes round blocks of its own that together are
 * far larger than the caches, as an epoch of a round does. Compare with {@link MemoryBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(Threads.MAX)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "-XX:MaxRAMPercentage=60"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MaskKernelBenchmark {
  private static final int LENGTH = 16384;

  /** Values of all blocks of a thread, at least; 8 bytes each. */
  private static final int VALUES = 8 * 101 * LENGTH;

  @Param({"101", "1001"})
  int rows;

  private float[][][] deltas = {};
  private float[][][] masks = {};
  private float[][] totals = {};
  private float[][] means = {};
  private float[][] gradients = {};
  private int next;

  @Setup
  public void fill() {
    int blocks = Math.max(2, (VALUES + rows * LENGTH - 1) / (rows * LENGTH));
    SplittableRandom random = new SplittableRandom(1);
    deltas = new float[blocks][rows][];
    masks = new float[blocks][rows][LENGTH];
    totals = new float[blocks][LENGTH];
    means = new float[blocks][LENGTH];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < rows; i++) {
        deltas[block][i] = noise(random, 0.01f);
        Arrays.fill(masks[block][i], MaskKernel.START);
      }
      MaskKernel.mean(deltas[block], masks[block], totals[block], means[block]);
    }
    // There and back: masks stay where they are however long it runs.
    float[] there = noise(random, 1e-3f);
    float[] back = there.clone();
    Vectors.scale(back, -1);
    gradients = new float[][] {there, back};
  }

  private static float[] noise(SplittableRandom random, float size) {
    float[] values = new float[LENGTH];
    for (int j = 0; j < LENGTH; j++) {
      values[j] = size * (float) (random.nextDouble() - 0.5);
    }
    return values;
  }

  /** Reads delta and state and writes state: 12 bytes a mask value. */
  @Benchmark
  public float[] step(Traffic traffic) {
    int block = next % masks.length;
    MaskKernel.step(
        deltas[block],
        masks[block],
        gradients[next / masks.length % 2],
        0,
        1e5f * rows,
        totals[block],
        means[block]);
    next = (next + 1) % (2 * masks.length);
    traffic.bytes += 12L * rows * LENGTH;
    return means[block];
  }

  /** Reads delta and state: 8 bytes a mask value. */
  @Benchmark
  public float[] mean(Traffic traffic) {
    int block = next;
    MaskKernel.mean(deltas[block], masks[block], totals[block], means[block]);
    next = (next + 1) % masks.length;
    traffic.bytes += 8L * rows * LENGTH;
    return means[block];
  }
}
