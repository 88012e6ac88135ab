package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.DriverProcess;
import org.skymask.fixture.Built;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;
import org.skymask.model.TensorSpec;
import org.skymask.round.ParameterProcess.Cut;
import org.skymask.round.publish.ParameterJob.Written;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * A large model: {@code -Dskymask.large=250} publishes one of 250 million values, 1 GB, with a
 * driver whose heap holds one copy of it and no second. Needs 4 GB of disk.
 */
class LargeModelIT {
  private static final String MILLIONS = "skymask.large";

  @Test
  @EnabledIfSystemProperty(named = MILLIONS, matches = "\\d+")
  void isPublishedAndReadWithOneCopyOnTheDriver(@TempDir Path directory) throws Exception {
    int millions = Integer.getInteger(MILLIONS);
    // A copy, and the half of one for everything else.
    String heap = (200 + 6 * millions) + "m";
    String log =
        DriverProcess.run(
            heap,
            Built.directory().resolve("large-home"),
            LargeModelIT.class,
            List.of(directory.toString(), String.valueOf(millions)));
    List<String> told = log.lines().filter(line -> line.startsWith("large: ")).toList();
    told.forEach(System.out::println);
    assertThat(told).hasSize(4);
  }

  /** The driver. */
  public static void main(String[] arguments) throws IOException {
    String models = arguments[0];
    Layout layout =
        new Layout(
            List.of(1),
            2,
            List.of(new TensorSpec("w", List.of(Integer.parseInt(arguments[1]), 1_000_000), true)));
    long begun = System.nanoTime();
    Commit commit = ParameterProcess.commit(models, layout, ParameterFiles.of(layout));
    tell("version 0 written by the driver alone", begun);
    ModelStore store = new ModelStore(models, new Configuration(false));
    try (JavaSparkContext spark = ParameterProcess.cluster("-XX:+UseParallelGC")) {
      begun = System.nanoTime();
      ModelVersion base = store.read(commit);
      tell("version 0 read", begun);
      begun = System.nanoTime();
      Cut cut = new Cut(ParameterFiles.ROW_VALUES, ParameterFiles.FILE_VALUES, 16384);
      Written written = ParameterProcess.publish(spark, models, layout, cut);
      tell("version 1 published in " + written.files().size() + " files", begun);
      // Held all the time, as a round does.
      float[] values = base.values();
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) (values[j] + ParameterProcess.RATE * ParameterProcess.mean(j));
      }
      begun = System.nanoTime();
      String expected = ModelDigest.of(layout, values);
      tell("digest of what it must be: " + written.model().equals(expected), begun);
      if (!written.model().equals(expected)) {
        throw new IllegalStateException(written.model() + " is not " + expected);
      }
    }
  }

  private static void tell(String what, long begun) {
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(LargeModelIT::peak)
            .sum();
    System.out.println(
        String.format(
            Locale.ROOT,
            "large: %s in %.1f s; heap at most %d MiB of %d",
            what,
            (System.nanoTime() - begun) / 1e9,
            peak >> 20,
            Runtime.getRuntime().maxMemory() >> 20));
  }

  private static long peak(MemoryPoolMXBean pool) {
    long peak = pool.getPeakUsage().getUsed();
    pool.resetPeakUsage();
    return peak;
  }
}
