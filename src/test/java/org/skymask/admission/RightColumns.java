package org.skymask.admission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.skymask.model.Layout;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/** The three columns of a right shard with a row a tensor, one of which can be replaced. */
final class RightColumns {
  static final FieldRepetitionType REQUIRED = FieldRepetitionType.REQUIRED;

  private final Layout layout;
  private final float[] values;

  RightColumns(Layout layout, float[] values) {
    this.layout = layout;
    this.values = values;
  }

  int rows() {
    return layout.tensors().size();
  }

  static SchemaElement tensor() {
    return RawShard.leaf("tensor", Type.BYTE_ARRAY, REQUIRED);
  }

  static SchemaElement offset() {
    return RawShard.leaf("offset", Type.INT64, REQUIRED);
  }

  static SchemaElement binary() {
    return RawShard.leaf("values", Type.BYTE_ARRAY, REQUIRED);
  }

  byte[] tensors() {
    return RawShard.strings(layout.tensors().stream().map(t -> t.name()).toArray(String[]::new));
  }

  byte[] offsets() {
    return RawShard.longs(new long[rows()]);
  }

  /** PLAIN binary, each row the float32 of its tensor. */
  byte[] packed() {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < rows(); i++) {
      int start = layout.start(i);
      int size = layout.tensors().get(i).size();
      ByteBuffer floats = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
      floats.asFloatBuffer().put(Arrays.copyOfRange(values, start, start + size));
      parts.add(RawShard.int32(4 * size));
      parts.add(floats.array());
    }
    return RawShard.join(parts.toArray(byte[][]::new));
  }

  RawShard withTensor(RawShard shard) {
    return shard.column(tensor(), plain(tensors()));
  }

  RawShard withOffset(RawShard shard) {
    return shard.column(offset(), plain(offsets()));
  }

  RawShard withValues(RawShard shard) {
    return shard.column(binary(), plain(packed()));
  }

  /** All three. */
  RawShard right() {
    return withValues(withOffset(withTensor(new RawShard(rows()))));
  }

  Body plain(byte[] bytes) {
    return Body.data(Encoding.PLAIN, rows(), bytes);
  }
}
