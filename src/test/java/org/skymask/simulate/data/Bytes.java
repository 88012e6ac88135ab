package org.skymask.simulate.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** Datasets as bytes, made by hand. */
final class Bytes {
  private Bytes() {}

  /** Of a model that takes examples of this shape. */
  static Layout layout(int classes, Integer... input) {
    return new Layout(List.of(input), classes, List.of(new TensorSpec("w", List.of(1), true)));
  }

  /** An IDX file of unsigned bytes. */
  static byte[] idx(int[] extents, int... values) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
    file.putShort((short) 0).put((byte) 8).put((byte) extents.length);
    for (int extent : extents) {
      file.putInt(extent);
    }
    for (int value : values) {
      file.put((byte) value);
    }
    return file.array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
