package org.skymask.mask;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns values into little-endian bytes for Java's serialization, which writes floats one at a time
 * but bytes in one piece.
 */
public final class FloatBytes {
  private FloatBytes() {}

  /** Four bytes a value. */
  public static byte[] of(float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  /** The values that {@link #of} was given. */
  public static float[] values(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
