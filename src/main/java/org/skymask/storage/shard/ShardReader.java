package org.skymask.storage.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.Budget;
import org.skymask.storage.parquet.Column;
import org.skymask.storage.parquet.Packing;
import org.skymask.storage.parquet.ParquetFile;
import org.skymask.storage.parquet.ParquetLimits;

/**
 * Reads shards: Parquet files of (tensor: string, offset: int64, values: list of float32, float64
 * or float16, or binary of little-endian numbers of the row's dtype), columns in any order, further
 * columns ignored (contract.md#shard). Doubles are narrowed to floats; one that is too large
 * becomes infinite.
 */
public final class ShardReader {
  /** Says what binary values are; without it they are float32. */
  private static final String DTYPE = "dtype";

  private ShardReader() {}

  /** Takes the values of a shard, piece by piece. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Takes some consecutive values of a tensor.
     *
     * @param offset index in the flattened tensor of the first value
     * @param buffer holds the values from {@code from} on; it is used again afterwards
     * @param count 0 for a row without values
     * @throws RefusedException to end the reading
     */
    void put(String tensor, long offset, float[] buffer, int from, int count)
        throws RefusedException;
  }

  /** Reads all rows of a file of the server's own, whose memory is not limited. */
  public static void read(byte[] file, ParquetLimits limits, Sink sink) throws RefusedException {
    read(file, limits, Budget.unlimited(), sink);
  }

  /**
   * Reads all rows, in file order.
   *
   * @param file its bytes, the very ones whose digest was taken
   * @param budget what is held beside them is charged to
   * @throws RefusedException with the reason, and what is wrong with the file; also what the sink
   *     throws
   */
  public static void read(byte[] file, ParquetLimits limits, Budget budget, Sink sink)
      throws RefusedException {
    try (Budget whole = budget.part()) {
      ParquetFile parquet = ParquetFile.open(file, limits, whole);
      Column tensor = parquet.text("tensor");
      Column offset = parquet.int64("offset");
      Column values = parquet.floatsOrBinary("values");
      @Nullable Column dtype = !values.isList() && parquet.has(DTYPE) ? parquet.text(DTYPE) : null;
      parquet.check(
          dtype == null ? List.of(tensor, offset, values) : List.of(tensor, offset, values, dtype));
      for (int group = 0; group < parquet.groups(); group++) {
        try (Budget held = whole.part()) {
          String[] tensors = parquet.strings(group, tensor, held);
          long[] offsets = parquet.integers(group, offset, held);
          parquet.lists(
              group,
              values,
              packings(parquet, group, dtype, held),
              (row, position, buffer, from, count) ->
                  sink.put(tensors[row], offsets[row] + position, buffer, from, count));
        }
      }
    }
  }

  private static Packing.OfRow packings(
      ParquetFile parquet, int group, @Nullable Column dtype, Budget held) throws RefusedException {
    if (dtype == null) {
      return row -> Packing.F32;
    }
    String[] codes = parquet.strings(group, dtype, held);
    long first = parquet.firstRow(group);
    return row -> Packing.parse(codes[row], first + row);
  }
}
