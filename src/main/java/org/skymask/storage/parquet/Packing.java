package org.skymask.storage.parquet;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.skymask.model.HalfFloats;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** What a binary value holds: little-endian numbers of one kind. */
public enum Packing {
  /** float32. */
  F32("f32", Float.BYTES),
  /** IEEE 754 binary16. */
  F16("f16", Short.BYTES),
  /** bfloat16. */
  BF16("bf16", Short.BYTES);

  private final String code;
  private final int width;

  Packing(String code, int width) {
    this.code = code;
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
    for (Packing packing : values()) {
      if (packing.code.equals(code)) {
        return packing;
      }
    }
    throw new RefusedException(
        Reason.BAD_SCHEMA,
        "column dtype is "
            + code
            + " in row "
            + row
            + ", expected "
            + Arrays.stream(values()).map(p -> p.code).collect(Collectors.joining(", ")));
  }
}
