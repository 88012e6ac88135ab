package org.skymask.mask;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values on their way through Java's serialization, which takes floats one at a time but bytes as
 * they are: little-endian float32.
 */
public final class FloatBytes {
  private FloatBytes() {}

  /** Four bytes a value. */
  public static byte[] of(float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  /** What {@link #of} was given. */
  public static float[] values(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
