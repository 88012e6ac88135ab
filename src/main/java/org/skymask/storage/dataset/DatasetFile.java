package org.skymask.storage.dataset;

import java.io.IOException;
import java.util.List;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.Column;
import org.skymask.storage.parquet.FloatSink;
import org.skymask.storage.parquet.ParquetFile;
import org.skymask.storage.parquet.ParquetLimits;

/** One Parquet file of a dataset. */
final class DatasetFile {
  private final ParquetFile file;
  private final int width;
  private final int classes;
  private final float[] features;
  private final int[] labels;

  private DatasetFile(String name, ParquetFile file, Layout layout) throws IOException {
    this.file = file;
    this.width = layout.featureCount();
    this.classes = layout.classes();
    if (file.rows() * width > Integer.MAX_VALUE - 8) {
      throw new IOException(
          name + " has " + file.rows() + " rows of " + width + " features, more than 2^31 values");
    }
    this.labels = new int[(int) file.rows()];
    this.features = new float[labels.length * width];
  }

  /**
   * Reads its examples.
   *
   * @param name for messages
   */
  static LabelledData read(String name, byte[] content, ParquetLimits limits, Layout layout)
      throws IOException {
    try {
      ParquetFile parquet = ParquetFile.open(content, limits);
      Column features = parquet.floats("features");
      Column label = parquet.integer("label");
      parquet.check(List.of(features, label));
      DatasetFile dataset = new DatasetFile(name, parquet, layout);
      for (int group = 0; group < parquet.groups(); group++) {
        dataset.readFeatures(group, features);
        dataset.readLabels(group, label);
      }
      return new LabelledData(dataset.features, dataset.labels, dataset.width);
    } catch (RefusedException e) {
      throw new IOException(name + ": " + e.detail(), e);
    }
  }

  private void readFeatures(int group, Column column) throws RefusedException {
    int first = (int) file.firstRow(group);
    int[] widths = new int[file.rows(group)];
    FloatSink sink =
        (row, position, buffer, from, count) -> {
          if (position + count > width) {
            throw bad(
                "row "
                    + (first + row)
                    + " has more than "
                    + width
                    + " features, as many as the model takes");
          }
          refuseNonFinite(first + row, (int) position, buffer, from, count);
          int target = (first + row) * width + (int) position;
          System.arraycopy(buffer, from, features, target, count);
          widths[row] += count;
        };
    file.lists(group, column, sink);
    for (int row = 0; row < widths.length; row++) {
      if (widths[row] != width) {
        throw bad("row " + (first + row) + " has " + widths[row] + " features, expected " + width);
      }
    }
  }

  private static void refuseNonFinite(int row, int position, float[] buffer, int from, int count)
      throws RefusedException {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(buffer[from + i])) {
        throw bad(
            "feature "
                + (position + i)
                + " of row "
                + row
                + " is "
                + buffer[from + i]
                + ", expected a finite number");
      }
    }
  }

  private void readLabels(int group, Column column) throws RefusedException {
    int first = (int) file.firstRow(group);
    long[] values = file.integers(group, column);
    for (int row = 0; row < values.length; row++) {
      if (values[row] < 0 || values[row] >= classes) {
        throw bad(
            "the label in row "
                + (first + row)
                + " is "
                + values[row]
                + ", expected 0 to "
                + (classes - 1));
      }
      labels[first + row] = (int) values[row];
    }
  }

  private static RefusedException bad(String how) {
    return new RefusedException(Reason.BAD_SCHEMA, how);
  }
}
