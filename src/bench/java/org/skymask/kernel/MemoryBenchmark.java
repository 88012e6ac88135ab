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

/**
 * The machine's memory bandwidth as plain Java reaches it, all cores at once: what the kernels are
 * measured against. Bytes are counted as STREAM does (McCalpin, 1995): those that the loop names,
 * without the lines that a processor fetches before it writes to them.
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
public class MemoryBenchmark {
  private static final int LENGTH = 1 << 24;

  private final float[] a = new float[LENGTH];
  private final float[] b = new float[LENGTH];
  private final float[] c = new float[LENGTH];

  /** Writes every page, so that none is a page of zeros that all share. */
  @Setup
  public void fill() {
    Arrays.fill(a, 1);
    Arrays.fill(b, 2);
    Arrays.fill(c, 3);
  }

  /** a = b + s·c, 12 bytes an element. */
  @Benchmark
  public float[] triad(Traffic traffic) {
    triad(a, b, c, 0.5f);
    traffic.bytes += 12L * LENGTH;
    return a;
  }

  private static void triad(float[] a, float[] b, float[] c, float s) {
    for (int j = 0; j < a.length; j++) {
      a[j] = b[j] + s * c[j];
    }
  }

  /** a = b, 8 bytes an element. */
  @Benchmark
  public float[] copy(Traffic traffic) {
    System.arraycopy(b, 0, a, 0, LENGTH);
    traffic.bytes += 8L * LENGTH;
    return a;
  }
}
