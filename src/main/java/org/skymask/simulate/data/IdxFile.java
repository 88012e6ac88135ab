package org.skymask.simulate.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * The IDX format of MNIST (Y. LeCun, C. Cortes, C. Burges): two zero bytes, the type of the values,
 * the number of dimensions, their extents as big-endian int32, the values. Read are unsigned bytes,
 * images as shares of 255.
 *
 * @param name for messages
 * @param extents of the dimensions, the examples first
 * @param values behind the head
 */
record IdxFile(String name, int[] extents, ByteBuffer values) {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final float WHITE = 255;

  /**
   * @throws IOException that names the file and what was expected: another magic number, another
   *     type, too few or too many bytes
   */
  static IdxFile parse(String name, byte[] content) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(content);
    if (content.length < 4 || file.getShort() != 0) {
      throw new IOException(name + " is no IDX file: expected two zero bytes at its start");
    }
    int type = file.get();
    if (type != UNSIGNED_BYTES) {
      throw new IOException(
          String.format("%s holds values of the IDX type 0x%02x, expected 0x08", name, type));
    }
    int[] extents = new int[Byte.toUnsignedInt(file.get())];
    if (extents.length == 0 || file.remaining() < Integer.BYTES * extents.length) {
      throw new IOException(
          name + " ends before the extents of its " + extents.length + " dimensions");
    }
    long count = 1;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = file.getInt();
      if (extents[i] < 0 || (count *= extents[i]) > Integer.MAX_VALUE) {
        throw new IOException(name + " has the extent " + extents[i] + " in dimension " + i);
      }
    }
    if (file.remaining() != count) {
      throw new IOException(
          name + " has " + file.remaining() + " values, expected " + count + " by its extents");
    }
    return new IdxFile(name, extents, file.slice());
  }

  /**
   * Images with their labels.
   *
   * @throws IOException where they do not belong together, or do not fit the model
   */
  static LabelledData join(IdxFile images, IdxFile labels, Layout layout) throws IOException {
    int count = images.extents[0];
    if (labels.values.remaining() != count) {
      throw new IOException(
          labels.name
              + " has "
              + labels.values.remaining()
              + " labels for the "
              + count
              + " images of "
              + images.name);
    }
    if (images.values.remaining() != (long) count * layout.featureCount()) {
      throw new IOException(
          images.name
              + " has images of "
              + images.values.remaining() / Math.max(1, count)
              + " values, and the model takes "
              + layout.featureCount()
              + " "
              + layout.input());
    }
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = label(labels.name, i, labels.values.get(i), layout.classes());
    }
    return new LabelledData(
        Pixels.of(images.values, 0, images.values.remaining()), classes, layout.featureCount());
  }

  static int label(String name, int example, byte value, int classes) throws IOException {
    int label = Byte.toUnsignedInt(value);
    if (label >= classes) {
      throw new IOException(
          name
              + ": the label of example "
              + example
              + " is "
              + label
              + ", expected 0 to "
              + (classes - 1));
    }
    return label;
  }

  /** Bytes as shares of white. */
  static final class Pixels {
    private Pixels() {}

    static float[] of(ByteBuffer bytes, int from, int count) {
      float[] pixels = new float[count];
      for (int i = 0; i < count; i++) {
        pixels[i] = Byte.toUnsignedInt(bytes.get(from + i)) / WHITE;
      }
      return pixels;
    }
  }
}
