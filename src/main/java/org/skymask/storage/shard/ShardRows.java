package org.skymask.storage.shard;

import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.shard.ParameterFiles.Row;

/**
 * Gives rows (tensor, offset, values) of a shard to Parquet; how values are written is another
 * matter in each form of shard.
 */
abstract class ShardRows<T> extends WriteSupport<T> {
  private final MessageType schema;
  private @Nullable RecordConsumer consumer;

  /**
   * @param schema with the fields tensor, offset and values
   */
  ShardRows(MessageType schema) {
    this.schema = schema;
  }

  /** Where a row's values lie. */
  abstract Row place(T row);

  /** Writes the content of the field of values. */
  abstract void values(T row, RecordConsumer out);

  @Override
  public final WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public final void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public final void write(T row) {
    RecordConsumer out = Objects.requireNonNull(consumer);
    Row place = place(row);
    out.startMessage();
    out.startField("tensor", 0);
    out.addBinary(Binary.fromString(place.tensor()));
    out.endField("tensor", 0);
    out.startField("offset", 1);
    out.addLong(place.offset());
    out.endField("offset", 1);
    out.startField("values", 2);
    values(row, out);
    out.endField("values", 2);
    out.endMessage();
  }
}
