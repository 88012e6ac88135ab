package org.skymask.kernel;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** Gram matrix of binary masks over 2^20 positions in blocks of 16384, on all cores. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(Threads.MAX)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "-XX:MaxRAMPercentage=60"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GramCountsBenchmark {
  private static final int BLOCKS = 64;
  private static final int WORDS = 16384 / Long.SIZE;

  @Param({"100", "1000"})
  int rows;

  private long[][][] bits = {};

  /** Pairs of words that were compared, a second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public long wordPairs;
  }

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    bits = new long[BLOCKS][rows][];
    for (long[][] block : bits) {
      for (int i = 0; i < rows; i++) {
        block[i] = random.longs(WORDS).toArray();
      }
    }
  }

  /** n(n+1)/2 · D/64 pairs of words. */
  @Benchmark
  public GramCounts add(Work work) {
    GramCounts counts = new GramCounts(rows);
    for (long[][] block : bits) {
      counts.add(block);
    }
    work.wordPairs += (long) BLOCKS * WORDS * rows * (rows + 1) / 2;
    return counts;
  }
}
