package org.skymask.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Takes a model's values piece by piece in layout order, and gives the model's digest
 * (contract.md#digest): over the tensors in layout order, each its UTF-8 name, a zero byte and its
 * values as little-endian float32. It keeps none of the values.
 */
public final class ModelDigester {
  private static final int CHUNK = 16384;

  private final Layout layout;
  private final MessageDigest digest = ModelDigest.sha256();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int tensor = -1;
  private int position;

  public ModelDigester(Layout layout) {
    this.layout = layout;
    next();
  }

  /** Begins the next tensor that has values; those without have only their names in the digest. */
  private void next() {
    position = 0;
    do {
      tensor++;
      if (tensor == layout.tensors().size()) {
        return;
      }
      digest.update(layout.tensors().get(tensor).name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    } while (layout.tensors().get(tensor).size() == 0);
  }

  /**
   * Takes consecutive values of a tensor, if they come next.
   *
   * @param offset of the first one in the flattened tensor
   * @param values holds them from {@code from} on
   * @return whether they are the ones that come next; otherwise nothing was taken
   */
  public boolean put(String name, long offset, float[] values, int from, int count) {
    if (count == 0) {
      return true;
    }
    if (isComplete() || offset != position) {
      return false;
    }
    TensorSpec current = layout.tensors().get(tensor);
    if (!current.name().equals(name) || count > current.size() - position) {
      return false;
    }
    for (int done = 0; done < count; ) {
      int piece = Math.min(CHUNK, count - done);
      buffer.asFloatBuffer().put(values, from + done, piece);
      digest.update(buffer.array(), 0, piece * Float.BYTES);
      done += piece;
    }
    position += count;
    if (position == current.size()) {
      next();
    }
    return true;
  }

  /** Whether all values were taken. */
  public boolean isComplete() {
    return tensor == layout.tensors().size();
  }

  /**
   * The digest, once all values were taken.
   *
   * @return {@code sha256:<hex>}
   */
  public String finish() {
    if (!isComplete()) {
      throw new IllegalStateException("values of the model are missing");
    }
    return "sha256:" + ModelDigest.hex(digest);
  }
}
