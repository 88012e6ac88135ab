package org.skymask.storage.parquet;

/** Numbers of 16 bits as float32; every one of them is a float32 exactly. */
public final class HalfFloats {
  private static final int SIGN = 0x8000;
  private static final int FRACTION = 0x3ff;
  private static final int EXPONENT = 0x1f;
  private static final int BIAS = 15;
  private static final int FRACTION_BITS = 10;

  private HalfFloats() {}

  /**
   * IEEE 754 binary16: a sign, five bits of exponent, ten of fraction.
   *
   * @param bits in the lower 16
   */
  public static float float16(int bits) {
    int exponent = bits >> FRACTION_BITS & EXPONENT;
    int fraction = bits & FRACTION;
    float size;
    if (exponent == EXPONENT) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((float) fraction, 1 - BIAS - FRACTION_BITS);
    } else {
      size = Math.scalb((float) (fraction | FRACTION + 1), exponent - BIAS - FRACTION_BITS);
    }
    return (bits & SIGN) == 0 ? size : -size;
  }

  /**
   * bfloat16: the upper half of a float32.
   *
   * @param bits in the lower 16
   */
  public static float bfloat16(int bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }
}
