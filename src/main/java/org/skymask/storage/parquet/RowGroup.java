package org.skymask.storage.parquet;

import java.util.ArrayList;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Rows that are stored together.
 *
 * @param firstRow rows of the file before it
 * @param chunks one for each leaf of the schema, in its order
 */
record RowGroup(long firstRow, int rows, List<Chunk> chunks) {

  /**
   * @param schema that the chunks must match one to one
   */
  static RowGroup read(CompactReader in, Schema schema, ParquetLimits limits, long firstRow)
      throws RefusedException {
    List<Chunk> chunks = new ArrayList<>();
    long[] rows = {-1};
    in.struct(
        (id, type) -> {
          switch (id) {
            case 1 ->
                in.structs(
                    type, schema.leaves().size(), "columns", () -> chunks.add(Chunk.read(in)));
            case 3 -> rows[0] = in.integer(type);
            default -> in.skip(type);
          }
        });
    if (rows[0] > limits.rows()) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "the file declares " + rows[0] + " rows, at most " + limits.rows() + " are allowed");
    }
    if (rows[0] < 0 || !matches(chunks, schema)) {
      throw new RefusedException(
          Reason.UNREADABLE, "damaged Parquet file: a row group does not match the schema");
    }
    return new RowGroup(firstRow, (int) rows[0], List.copyOf(chunks));
  }

  private static boolean matches(List<Chunk> chunks, Schema schema) {
    List<Schema.Leaf> leaves = schema.leaves();
    if (chunks.size() != leaves.size()) {
      return false;
    }
    for (int i = 0; i < leaves.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (!chunk.path().equals(leaves.get(i).path()) || chunk.type() != leaves.get(i).type()) {
        return false;
      }
    }
    return true;
  }
}
