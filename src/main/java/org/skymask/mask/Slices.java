package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.Workers;
import org.skymask.model.Layer.Range;

/**
 * Cuts a vector for its way to the driver.
 *
 * @param length of the vector
 * @param slice values of a part, the last of which may be shorter
 */
record Slices(int length, int slice) implements Serializable {

  /** Within the driver's own JVM nothing travels, and nothing needs to be cut. */
  static Slices of(JavaSparkContext spark, int length) {
    OptionalInt most = Workers.of(spark).slice();
    return new Slices(length, Math.max(1, most.orElse(length)));
  }

  int count() {
    return Math.max(1, (length + slice - 1) / slice);
  }

  /** [{@link #count}], keyed from 0. */
  List<Share<Part>> cut(float[] values) {
    List<Share<Part>> parts = new ArrayList<>();
    Part whole = new Part(0, values);
    for (int from = 0; from < length; from += Math.min(slice, length - from)) {
      Range range = new Range(from, from + Math.min(slice, length - from));
      parts.add(new Share<>(parts.size(), whole.within(range)));
    }
    return parts;
  }
}
