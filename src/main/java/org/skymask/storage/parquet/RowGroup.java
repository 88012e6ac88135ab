package org.skymask.storage.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Rows that are stored together.
 *
 * @param firstRow rows of the file before it
 * @param columns those that are read
 * @param chunks one for each of the columns, in their order
 */
record RowGroup(long firstRow, int rows, List<Column> columns, List<Chunk> chunks) {
  /** What a chunk takes in memory. */
  private static final int CHUNK_BYTES = 96;

  private static final int GROUP_BYTES = 160;

  /** The chunk of a column. */
  Chunk chunk(Column column) {
    return chunks.get(columns.indexOf(column));
  }

  /**
   * Reads the chunks of some columns; those of others are passed over, whatever they declare.
   *
   * @param leaves chunks that there must be
   */
  static RowGroup read(
      CompactReader in, int leaves, List<Column> columns, ParquetLimits limits, long firstRow)
      throws RefusedException {
    Builder group = new Builder(columns);
    in.struct(
        (id, type) -> {
          switch (id) {
            case 1 -> in.structs(type, leaves, "columns", () -> group.chunk(in));
            case 3 -> group.rows = in.integer(type);
            default -> in.skip(type);
          }
        });
    if (group.rows > limits.rows()) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "the file declares " + group.rows + " rows, at most " + limits.rows() + " are allowed");
    }
    if (group.rows < 0 || group.leaf != leaves || !group.isComplete()) {
      throw new RefusedException(
          Reason.UNREADABLE, "damaged Parquet file: a row group does not match the schema");
    }
    return new RowGroup(firstRow, (int) group.rows, columns, group.inOrder());
  }

  /** What a row group with chunks of so many columns takes in memory. */
  static long bytes(int columns) {
    return GROUP_BYTES + (long) CHUNK_BYTES * columns;
  }

  private static final class Builder {
    private final List<Column> columns;
    private final @Nullable Chunk[] chunks;
    private long rows = -1;
    private int leaf;

    Builder(List<Column> columns) {
      this.columns = columns;
      this.chunks = new Chunk[columns.size()];
    }

    void chunk(CompactReader in) throws RefusedException {
      int here = leaf++;
      for (int i = 0; i < chunks.length; i++) {
        if (columns.get(i).leaf() == here) {
          chunks[i] = Chunk.read(in, columns.get(i));
          return;
        }
      }
      in.skip(CompactReader.STRUCT);
    }

    boolean isComplete() {
      for (@Nullable Chunk chunk : chunks) {
        if (chunk == null) {
          return false;
        }
      }
      return true;
    }

    List<Chunk> inOrder() {
      List<Chunk> all = new ArrayList<>();
      for (@Nullable Chunk chunk : chunks) {
        if (chunk != null) {
          all.add(chunk);
        }
      }
      return all;
    }
  }
}
