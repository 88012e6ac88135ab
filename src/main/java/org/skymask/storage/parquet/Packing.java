package org.skymask.storage.parquet;

import org.skymask.model.Coded;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** What a binary value holds: little-endian numbers of one kind. */
public enum Packing implements Coded {
  /** float32. */
  F32(Float.BYTES),
  /** IEEE 754 binary16. */
  F16(Short.BYTES),
  /** bfloat16. */
  BF16(Short.BYTES);

  private final int width;

  Packing(int width) {
    this.width = width;
  }

  /** Bytes of a number. */
  int width() {
    return width;
  }

  FloatValues values(Slice source) {
    return switch (this) {
      case F32 -> new FloatValues.Floats(source);
      case F16 -> new FloatValues.Halves(source, HalfFloats::float16);
      case BF16 -> new FloatValues.Halves(source, HalfFloats::bfloat16);
    };
  }

  /** How each row of a column is packed. */
  @FunctionalInterface
  public interface OfRow {
    Packing of(int row) throws RefusedException;
  }

  /**
   * The packing of this code.
   *
   * @param row for messages
   */
  public static Packing parse(String code, long row) throws RefusedException {
    return Coded.find(Packing.class, code)
        .orElseThrow(
            () ->
                new RefusedException(
                    Reason.BAD_SCHEMA,
                    "column dtype is "
                        + code
                        + " in row "
                        + row
                        + ", expected "
                        + String.join(", ", Coded.codes(Packing.class))));
  }
}
