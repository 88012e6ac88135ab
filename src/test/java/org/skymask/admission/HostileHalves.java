package org.skymask.admission;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.SchemaElement;
import org.skymask.model.Reason;
import org.skymask.storage.RawShard;
import org.skymask.storage.parquet.HalfFloats;

/** Values of 16 bits: all numbers there are, kinds that there are not, and odd bytes. */
final class HostileHalves {
  private static final int HALVES = 1 << 16;
  private static final List<String> CODES =
      List.of("f64", "F16", "float16", "", "bf16 ", "\0", "f16\nbf16", "i8");

  private HostileHalves() {}

  static Hostile make(Random random) {
    HalfColumns columns = new HalfColumns(Upload.LAYOUT);
    short half = (short) random.nextInt(HALVES);
    return switch (random.nextInt(4)) {
      case 0 -> number("f16", columns.packed("f16", half).build(), half);
      case 1 -> number("bf16", columns.packed("bf16", half).build(), half);
      case 2 -> list(columns, half, random);
      default -> refused(columns, half, random);
    };
  }

  private static Hostile number(String kind, byte[] shard, short half) {
    int bits = Short.toUnsignedInt(half);
    float value = kind.equals("bf16") ? HalfFloats.bfloat16(bits) : HalfFloats.float16(bits);
    Upload upload = Upload.of(Hostile.CLIENT, shard);
    String what = kind + " of the bits " + Integer.toHexString(bits);
    if (!Float.isFinite(value)) {
      return Hostile.refused(what, upload, Reason.NON_FINITE);
    }
    return new Hostile(
        what, upload, null, EnumSet.noneOf(Reason.class), delta -> holdsOnly(delta, value));
  }

  private static boolean holdsOnly(float[] delta, float value) {
    for (float found : delta) {
      if (found != value) {
        return false;
      }
    }
    return delta.length == Upload.LAYOUT.valueCount();
  }

  private static Hostile list(HalfColumns columns, short half, Random random) {
    int length = random.nextInt(3) > 0 ? Short.BYTES : random.nextInt(-9, 1 << 20);
    SchemaElement element = HalfColumns.element(length);
    byte[] shard = HalfColumns.file(columns.list(element, half));
    return length == Short.BYTES
        ? number("list of f16", shard, half)
        : Hostile.refused(
            "float16 of " + length + " bytes", Upload.of(Hostile.CLIENT, shard), Reason.BAD_SCHEMA);
  }

  private static Hostile refused(HalfColumns columns, short half, Random random) {
    boolean odd = random.nextBoolean();
    String code = CODES.get(random.nextInt(CODES.size()));
    RawShard shard = odd ? columns.odd("f16") : columns.packed(code, half);
    return Hostile.refused(
        odd ? "odd bytes" : "dtype " + code,
        Upload.of(Hostile.CLIENT, shard.build()),
        Reason.BAD_SCHEMA);
  }
}
