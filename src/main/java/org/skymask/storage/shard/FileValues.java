package org.skymask.storage.shard;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.FileDigest;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;

/**
 * The values of one parameter file, while it is made: at most two stretches of the value axis.
 * Nothing else of the model is in memory.
 */
public final class FileValues {
  private final Layout layout;
  private final List<ParameterFiles.Row> rows;
  private final List<Range> ranges;
  private final int[] origins;
  private final float[] values;
  private int taken;

  /** All 0 so far. */
  public FileValues(Layout layout, ParameterFiles cut, int file) {
    this.layout = layout;
    this.rows = cut.rows(file);
    this.ranges = cut.ranges(file);
    this.origins = new int[ranges.size()];
    int size = 0;
    for (int i = 0; i < origins.length; i++) {
      origins[i] = size;
      size += ranges.get(i).length();
    }
    this.values = new float[size];
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** The values, by {@link #index}; not copied. */
  public float[] array() {
    return values;
  }

  /** Where the value at a position of the value axis stands. */
  public int index(int position) {
    int i = 0;
    while (position >= ranges.get(i).end()) {
      i++;
    }
    return origins[i] + position - ranges.get(i).start();
  }

  /** Which element of which tensor a value is, for messages. */
  public String name(int index) {
    for (ParameterFiles.Row row : rows) {
      int first = index(row.start());
      if (index >= first && index < first + row.count()) {
        return "element " + (row.offset() + index - first) + " of tensor " + row.tensor();
      }
    }
    throw new IndexOutOfBoundsException(index);
  }

  /** Takes what this file holds of some consecutive values of a tensor. */
  public void take(String tensor, long offset, float[] buffer, int from, int count) {
    int start = layout.start(layout.indexOf(tensor)) + (int) offset;
    for (int i = 0; i < origins.length; i++) {
      Range common = ranges.get(i).within(start, start + count);
      if (common.length() > 0) {
        int target = origins[i] + common.start() - ranges.get(i).start();
        System.arraycopy(buffer, from + common.start() - start, values, target, common.length());
        taken += common.length();
      }
    }
  }

  /** Whether every value was taken; each is taken once. */
  public boolean isComplete() {
    return taken == values.length;
  }

  /** Writes them as a new file {@code directory/name}. */
  public FileDigest write(FileSystem fs, Path directory, String name) throws IOException {
    return ShardWriter.write(
        fs,
        directory,
        name,
        rows.stream().map(row -> new ShardWriter.Chunk(row, values, index(row.start()))).toList());
  }
}
