package org.skymask.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.job.PartitionJob.Work;
import org.skymask.kernel.LongSums;

/** Adds integers over partitions, with one task for each slice where they are many. */
public final class SlicedSums {
  /** Integers of a slice: 4 MiB. */
  private static final int SLICE = 1 << 19;

  private SlicedSums() {}

  /**
   * Adds the terms of every partition.
   *
   * @param total of nothing yet, in the units of what the work gives
   */
  public static <T> void run(
      JavaSparkContext spark, JavaRDD<T> rdd, Work<T, ? extends LongSums> work, LongSums total) {
    run(spark, rdd, work, total, SLICE);
  }

  /**
   * The same by slices of another size.
   *
   * @param slice integers of a slice
   */
  public static <T> void run(
      JavaSparkContext spark,
      JavaRDD<T> rdd,
      Work<T, ? extends LongSums> work,
      LongSums total,
      int slice) {
    int slices = (total.length() + slice - 1) / slice;
    long bytes = (long) Long.BYTES * total.length();
    KeyedSums.run(
        spark,
        rdd,
        new Cut<>(work, slice),
        new Sums<>((sum, next) -> LongSums.add(sum, 0, next), slices, bytes, false),
        (key, sums) -> total.add(key * slice, sums));
  }

  private record Cut<T>(Work<T, ? extends LongSums> work, int slice)
      implements Work<T, List<Share<long[]>>> {
    @Override
    public List<Share<long[]>> of(Iterator<T> partition) {
      LongSums sums = work.of(partition);
      List<Share<long[]>> shares = new ArrayList<>();
      for (int from = 0; from < sums.length(); from += slice) {
        int to = Math.min(sums.length(), from + slice);
        shares.add(new Share<>(from / slice, sums.between(from, to)));
      }
      return shares;
    }
  }
}
