package org.skymask.kernel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The weighted mean of 100 rows in blocks of 16384, each thread round its own, on all cores. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(Threads.MAX)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "-XX:MaxRAMPercentage=60"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WeightedMeanBenchmark {
  private static final int BLOCKS = 16;
  private static final int ROWS = 100;
  private static final int LENGTH = 16384;

  private final float[][][] blocks = new float[BLOCKS][ROWS][LENGTH];
  private final double[] weights = new double[ROWS];
  private int next;

  @Setup
  public void fill() {
    for (float[][] block : blocks) {
      for (int i = 0; i < ROWS; i++) {
        Arrays.fill(block[i], i);
      }
    }
    Arrays.fill(weights, 1.0 / ROWS);
  }

  /** Reads 4 bytes a value. */
  @Benchmark
  public float[] mean(Traffic traffic) {
    next = (next + 1) % BLOCKS;
    traffic.bytes += 4L * ROWS * LENGTH;
    return WeightedMean.of(blocks[next], weights);
  }
}
