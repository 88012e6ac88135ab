package org.skymask.storage.shard;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Layout;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.ParquetLimits;

/** Values of our own, read from their files: of a model, or of an update. */
public final class ModelParameters {
  private final TensorAssembler tensors;

  private ModelParameters(TensorAssembler tensors) {
    this.tensors = tensors;
  }

  /** Of a model: all tensors. */
  public ModelParameters(Layout layout) {
    this(new TensorAssembler(layout));
  }

  /** Of an update: what the files have of frozen tensors is passed over. */
  public static ModelParameters ofUpdate(Layout layout) {
    return new ModelParameters(
        TensorAssembler.ofUpdate(layout, (tensor, offset, buffer, from, count) -> {}));
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
   * @return [layout.valueCount()] on the value axis, of an update [layout.updateCount()]
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
