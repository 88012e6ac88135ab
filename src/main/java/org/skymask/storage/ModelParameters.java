package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Layout;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.ParquetLimits;

/** The parameters of a model of our own, read from their files. */
public final class ModelParameters {
  private final TensorAssembler tensors;

  public ModelParameters(Layout layout) {
    this.tensors = new TensorAssembler(layout);
  }

  /**
   * Adds a file.
   *
   * @throws IOException that names the file and what was expected
   */
  public void add(Path file, byte[] content) throws IOException {
    try {
      ShardReader.read(content, ParquetLimits.trusted(), tensors);
    } catch (RefusedException e) {
      throw new IOException(file + ": " + e.detail(), e);
    }
  }

  /**
   * All values.
   *
   * @param directory for messages
   * @return [layout.valueCount()] on the value axis
   * @throws IOException when some are missing
   */
  public float[] complete(Path directory) throws IOException {
    try {
      return tensors.finish();
    } catch (RefusedException e) {
      throw new IOException(directory + ": " + e.detail(), e);
    }
  }
}
