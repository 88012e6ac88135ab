package org.skymask.admission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.skymask.model.Reason;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/** Schemas with annotations, with columns that nobody asked for, and without end. */
final class HostileSchemas {
  private static final Reason[] NONE = {};

  private HostileSchemas() {}

  static Hostile make(Shards shards, Random random) throws IOException {
    RightColumns right = new RightColumns(Upload.LAYOUT, shards.values);
    return switch (random.nextInt(3)) {
      case 0 -> annotated(right, random);
      case 1 -> more(shards, right, random);
      default -> large(right, random);
    };
  }

  private static Hostile annotated(RightColumns right, Random random) {
    ConvertedType type = any(ConvertedType.values(), random);
    SchemaElement values = RightColumns.binary().setConverted_type(type);
    RawShard shard = right.withOffset(right.withTensor(new RawShard(right.rows())));
    shard.column(values, right.plain(right.packed()));
    return Hostile.refused(
        "annotated " + type, Upload.of(Hostile.CLIENT, shard.build()), Reason.BAD_SCHEMA, NONE);
  }

  /** Further columns of any type, codec, encoding and content: the upload stays right. */
  private static Hostile more(Shards shards, RightColumns right, Random random) {
    RawShard shard = right.right();
    for (int i = random.nextInt(4); i >= 0; i--) {
      byte[] content = new byte[random.nextInt(100)];
      random.nextBytes(content);
      SchemaElement leaf =
          RawShard.leaf(
              random.nextBoolean() ? "more" : "x".repeat(random.nextInt(5000)),
              any(Type.values(), random),
              any(FieldRepetitionType.values(), random));
      shard.column(
          leaf.setConverted_type(any(ConvertedType.values(), random)),
          Body.data(any(Encoding.values(), random), random.nextInt(1 << 20), content));
      shard.meta().setCodec(any(CompressionCodec.values(), random));
    }
    return new Hostile(
        "further columns",
        Upload.of(Hostile.CLIENT, shard.build()),
        null,
        EnumSet.noneOf(Reason.class),
        delta -> Arrays.equals(delta, shards.values));
  }

  /** A wanted column that is deep, or wide. */
  private static Hostile large(RightColumns right, Random random) {
    int count = 1 + random.nextInt(4090);
    boolean deep = random.nextBoolean();
    SchemaElement group = group("y".repeat(random.nextInt(50)), 1);
    SchemaElement leaf =
        RawShard.leaf("z".repeat(random.nextInt(50)), Type.FLOAT, FieldRepetitionType.REPEATED);
    List<SchemaElement> tree = new ArrayList<>();
    tree.add(group("values", deep ? 1 : count));
    tree.addAll(Collections.nCopies(count, deep ? group : leaf));
    if (deep) {
      tree.add(leaf);
    }
    RawShard shard = right.withOffset(right.withTensor(new RawShard(right.rows())));
    shard.column(tree, List.of("values"), Type.FLOAT, right.plain(new byte[9]));
    boolean list = count == 1 && !deep;
    return Hostile.refused(
        (deep ? "deep " : "wide ") + count,
        Upload.of(Hostile.CLIENT, shard.build()),
        Reason.BAD_SCHEMA,
        list
            ? new Reason[] {Reason.UNREADABLE, Reason.TOO_LARGE}
            : new Reason[] {Reason.TOO_LARGE});
  }

  private static SchemaElement group(String name, int children) {
    return new SchemaElement(name)
        .setNum_children(children)
        .setRepetition_type(FieldRepetitionType.OPTIONAL);
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
