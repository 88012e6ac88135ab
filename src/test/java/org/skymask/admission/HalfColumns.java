package org.skymask.admission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.skymask.model.Layout;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/** Shards with a row a tensor whose values have 16 bits, each the same. */
final class HalfColumns {
  private static final byte UUID = (byte) (14 << 4 | 12);
  private static final byte FLOAT16 = (byte) (15 << 4 | 12);

  private final Layout layout;
  private final RightColumns right;

  HalfColumns(Layout layout) {
    this.layout = layout;
    this.right = new RightColumns(layout, new float[layout.valueCount()]);
  }

  /** Binary, and what it holds. */
  RawShard packed(String dtype, short half) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < right.rows(); i++) {
      byte[] bytes = halves(layout.tensors().get(i).size(), half);
      parts.add(RawShard.int32(bytes.length));
      parts.add(bytes);
    }
    return binary(dtype, RawShard.join(parts.toArray(byte[][]::new)));
  }

  /** Three bytes a row. */
  RawShard odd(String dtype) {
    byte[] row = RawShard.join(RawShard.int32(3), new byte[3]);
    return binary(
        dtype, RawShard.join(Collections.nCopies(right.rows(), row).toArray(byte[][]::new)));
  }

  private RawShard binary(String dtype, byte[] values) {
    String[] codes = new String[right.rows()];
    Arrays.fill(codes, dtype);
    SchemaElement column = RawShard.leaf("dtype", Type.BYTE_ARRAY, RightColumns.REQUIRED);
    return start()
        .column(RightColumns.binary(), right.plain(values))
        .column(column, right.plain(RawShard.strings(codes)));
  }

  /** A required list of required elements. */
  RawShard list(SchemaElement element, short half) {
    int count = layout.valueCount();
    List<SchemaElement> tree =
        List.of(
            new SchemaElement("values")
                .setNum_children(1)
                .setRepetition_type(RightColumns.REQUIRED),
            new SchemaElement("list")
                .setNum_children(1)
                .setRepetition_type(FieldRepetitionType.REPEATED),
            element);
    List<byte[]> starts = new ArrayList<>();
    for (int i = 0; i < right.rows(); i++) {
      starts.add(RawShard.run(1, 0));
      starts.add(RawShard.run(layout.tensors().get(i).size() - 1L, 1));
    }
    byte[] repetition = RawShard.join(starts.toArray(byte[][]::new));
    byte[] page =
        RawShard.join(
            RawShard.int32(repetition.length),
            repetition,
            RawShard.levels(count, 1),
            halves(count, half));
    return start()
        .column(
            tree,
            List.of("values", "list", "element"),
            Type.FIXED_LEN_BYTE_ARRAY,
            Body.data(Encoding.PLAIN, count, page));
  }

  /** An element of a list of so many bytes, which {@link #file} makes float16. */
  static SchemaElement element(int length) {
    return RawShard.leaf("element", Type.FIXED_LEN_BYTE_ARRAY, RightColumns.REQUIRED)
        .setType_length(length)
        .setLogicalType(LogicalType.UUID(new UUIDType()));
  }

  /**
   * The file with UUIDs said to be float16, for which Parquet's library of these tests has no
   * class: 14 becomes 15 in the union of annotations, an empty structure in either case.
   */
  static byte[] file(RawShard shard) {
    byte[] file = shard.build();
    for (int i = 0; i + 2 < file.length; i++) {
      if (file[i] == UUID && file[i + 1] == 0 && file[i + 2] == 0) {
        file[i] = FLOAT16;
      }
    }
    return file;
  }

  private RawShard start() {
    return right.withOffset(right.withTensor(new RawShard(right.rows())));
  }

  private static byte[] halves(int count, short half) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putShort(half);
    }
    return bytes.array();
  }
}
