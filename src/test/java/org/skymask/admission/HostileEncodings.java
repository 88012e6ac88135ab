package org.skymask.admission;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.skymask.model.Reason;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/** One of the three columns in any encoding of any type and repetition, with any content. */
final class HostileEncodings {
  private static final List<String> COLUMNS = List.of("tensor", "offset", "values");

  private HostileEncodings() {}

  static Hostile make(Shards shards, Random random) {
    RightColumns right = new RightColumns(Upload.LAYOUT, shards.values);
    String changed = COLUMNS.get(random.nextInt(COLUMNS.size()));
    Encoding encoding = any(Encoding.values(), random);
    SchemaElement element = element(changed, random);
    RawShard shard = new RawShard(right.rows());
    for (String name : COLUMNS) {
      if (name.equals(changed)) {
        shard.column(element, pages(right, element, encoding, random));
      } else {
        add(right, shard, name);
      }
    }
    return new Hostile(
        changed + " as " + element.getType() + " in " + encoding,
        Upload.of(Hostile.CLIENT, shard.build()),
        null,
        EnumSet.complementOf(EnumSet.of(Reason.BAD_MANIFEST, Reason.DIGEST_MISMATCH)),
        // Names and places that are right by chance are; other values are values.
        delta -> changed.equals("values") || Arrays.equals(delta, shards.values));
  }

  private static SchemaElement element(String name, Random random) {
    Type right = name.equals("offset") ? Type.INT64 : Type.BYTE_ARRAY;
    Type type = random.nextInt(4) == 0 ? any(Type.values(), random) : right;
    return RawShard.leaf(name, type, any(FieldRepetitionType.values(), random));
  }

  private static void add(RightColumns right, RawShard shard, String name) {
    switch (name) {
      case "tensor" -> right.withTensor(shard);
      case "offset" -> right.withOffset(shard);
      default -> right.withValues(shard);
    }
  }

  private static Body[] pages(
      RightColumns right, SchemaElement element, Encoding encoding, Random random) {
    int rows = right.rows();
    byte[] levels =
        switch (element.getRepetition_type()) {
          case REQUIRED -> new byte[0];
          case OPTIONAL -> RawShard.levels(rows, random.nextInt(8) == 0 ? 0 : 1);
          case REPEATED -> RawShard.join(RawShard.levels(rows, 0), RawShard.levels(rows, 1));
        };
    Body page = Body.data(encoding, rows, RawShard.join(levels, body(right, element, random)));
    if (random.nextInt(3) > 0) {
      return new Body[] {page};
    }
    byte[] dictionary = body(right, element, random);
    return new Body[] {Body.dictionary(random.nextInt(rows + 1), dictionary), page};
  }

  private static byte[] body(RightColumns right, SchemaElement element, Random random) {
    int more = right.rows() - 1;
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    long length = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(60);
    return switch (random.nextInt(8)) {
      case 0 -> noise;
      case 1 -> new byte[random.nextInt(1 << 20)];
      case 2 -> RawShard.join(RawShard.deltas(length, more, random.nextInt(60)), noise);
      case 3 ->
          RawShard.join(
              RawShard.deltas(0, more, random.nextInt(100_000)),
              RawShard.deltas(100_000, more, random.nextInt(3)),
              new byte[100_000 + 2 * more],
              noise);
      case 4 ->
          RawShard.join(
              new byte[] {(byte) random.nextInt(40)},
              RawShard.varint(random.nextInt(1 << 20)),
              noise);
      case 5 -> RawShard.split(right.offsets(), 8);
      default ->
          switch (element.getName()) {
            case "tensor" -> right.tensors();
            case "offset" -> right.offsets();
            default -> right.packed();
          };
    };
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
