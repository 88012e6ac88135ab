package org.skymask.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests of models and of bytes (contract.md#digest). */
public final class ModelDigest {
  private ModelDigest() {}

  /**
   * Digest of a model: over the tensors in layout order, each its UTF-8 name, a zero byte and its
   * values as little-endian float32.
   *
   * @param values [layout.valueCount()] on the value axis
   * @return {@code sha256:<hex>}
   */
  public static String of(Layout layout, float[] values) {
    ModelDigester digester = new ModelDigester(layout);
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      digester.put(tensor.name(), 0, values, layout.start(i), tensor.size());
    }
    return digester.finish();
  }

  /** SHA-256 of bytes as lower-case hex. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /** What a SHA-256 has come to, as lower-case hex. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
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
