package org.skymask.simulate.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * CIFAR-10's binary version (A. Krizhevsky, 2009): records of a label and 3072 unsigned bytes, the
 * red, green and blue planes of a 32 × 32 image. Read as shares of 255.
 */
final class CifarFile {
  private static final int IMAGE = 3 * 32 * 32;
  private static final int RECORD = 1 + IMAGE;

  private CifarFile() {}

  /**
   * @throws IOException that names the file and what was expected
   */
  static LabelledData parse(String name, byte[] content, Layout layout) throws IOException {
    if (content.length == 0 || content.length % RECORD != 0) {
      throw new IOException(
          name + " has " + content.length + " bytes, expected records of " + RECORD);
    }
    if (layout.featureCount() != IMAGE) {
      throw new IOException(
          name
              + " has images of "
              + IMAGE
              + " values, and the model takes "
              + layout.featureCount()
              + " "
              + layout.input());
    }
    int count = content.length / RECORD;
    ByteBuffer bytes = ByteBuffer.wrap(content);
    float[] features = new float[Math.multiplyExact(count, IMAGE)];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = IdxFile.label(name, i, content[i * RECORD], layout.classes());
      float[] pixels = IdxFile.Pixels.of(bytes, i * RECORD + 1, IMAGE);
      System.arraycopy(pixels, 0, features, i * IMAGE, IMAGE);
    }
    return new LabelledData(features, labels, IMAGE);
  }
}
