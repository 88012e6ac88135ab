package org.skymask.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a process holds after a round.
 *
 * @param seconds of the round
 * @param heap MiB after a full garbage collection
 * @param resident MiB of memory of the process
 * @param descriptors open files, sockets and pipes
 * @param scratch files in Spark's local and in the temporary directory before that collection
 * @param scratchAfter the same after it, when Spark has removed what nobody refers to
 * @param persistent RDDs that are held
 * @param blocks MiB of Spark's block store in use
 */
record Measures(
    int round,
    double seconds,
    double heap,
    double resident,
    double descriptors,
    double threads,
    double scratch,
    double scratchAfter,
    double persistent,
    double blocks) {

  static final List<String> NAMES =
      List.of(
          "seconds a round",
          "heap after GC, MiB",
          "resident memory, MiB",
          "open files",
          "threads",
          "scratch files",
          "scratch files after GC",
          "persistent RDDs",
          "block store, MiB");

  private static final double MIB = 1 << 20;

  /** Looks at this process. */
  static Measures take(int round, double seconds, JavaSparkContext spark, List<Path> scratch)
      throws IOException, InterruptedException {
    double before = files(scratch);
    System.gc();
    // Spark's cleaner removes blocks, broadcasts and shuffles whose handles were collected.
    long cleaned = -1;
    for (int i = 0; i < 20 && files(scratch) != cleaned; i++) {
      cleaned = (long) files(scratch);
      Thread.sleep(50);
    }
    System.gc();
    return new Measures(
        round,
        seconds,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB,
        residentMemory(),
        entries(Path.of("/proc/self/fd")),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        before,
        files(scratch),
        spark.getPersistentRDDs().size(),
        SparkEnv.get().memoryManager().storageMemoryUsed() / MIB);
  }

  double[] values() {
    return new double[] {
      seconds, heap, resident, descriptors, threads, scratch, scratchAfter, persistent, blocks
    };
  }

  String line() {
    StringBuilder line = new StringBuilder().append(round);
    for (double value : values()) {
      line.append('\t').append(String.format(Locale.ROOT, "%.3f", value));
    }
    return line.toString();
  }

  private static double residentMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.count();
    }
  }

  private static double files(List<Path> directories) throws IOException {
    long count = 0;
    for (Path directory : directories) {
      try (Stream<Path> found = Files.find(directory, 20, (p, a) -> a.isRegularFile())) {
        count += found.count();
      } catch (java.io.UncheckedIOException e) {
        // Spark removed a directory meanwhile; the next look will tell.
        return -1;
      }
    }
    return count;
  }
}
