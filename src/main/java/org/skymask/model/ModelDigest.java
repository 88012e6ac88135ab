package org.skymask.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests of models and of bytes (contract.md, Published model). */
public final class ModelDigest {
  private static final int CHUNK = 16384;

  private ModelDigest() {}

  /**
   * Digest of a model: over the tensors in layout order, each its UTF-8 name, a zero byte and its
   * values as little-endian float32.
   *
   * @param values [layout.valueCount()] on the value axis
   * @return {@code sha256:<hex>}
   */
  public static String of(Layout layout, float[] values) {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      digest.update(tensor.name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      int end = layout.start(i) + tensor.size();
      for (int from = layout.start(i); from < end; from += CHUNK) {
        int count = Math.min(CHUNK, end - from);
        buffer.asFloatBuffer().put(values, from, count);
        digest.update(buffer.array(), 0, count * Float.BYTES);
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of bytes as lower-case hex. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /** A fresh SHA-256, which every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
