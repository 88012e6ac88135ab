package org.skymask.storage.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * What the end of a file declares, checked against the file's real length and against limits.
 *
 * @param bytes of the file before its footer
 */
record Footer(Schema schema, List<RowGroup> groups, int bytes) {
  private static final int MAGIC = 4;
  private static final int COLUMNS = 1 << 12;

  static Footer read(byte[] file, ParquetLimits limits) throws RefusedException {
    int length = footerLength(file, limits);
    int end = file.length - 2 * MAGIC;
    Builder builder = new Builder();
    CompactReader in = new CompactReader(file, end - length, end);
    in.struct((id, type) -> builder.field(in, limits, id, type));
    Footer footer = builder.build(end - length);
    footer.checkPlaces();
    footer.checkSizes(file.length, limits);
    return footer;
  }

  private static int footerLength(byte[] file, ParquetLimits limits) throws RefusedException {
    if (file.length < 3 * MAGIC) {
      throw unreadable("not a Parquet file: it has " + file.length + " bytes");
    }
    String head = magic(file, 0);
    String tail = magic(file, file.length - MAGIC);
    if (tail.equals("PARE") || head.equals("PARE")) {
      throw Chunk.encrypted();
    }
    if (!head.equals("PAR1") || !tail.equals("PAR1")) {
      throw unreadable("not a Parquet file, or cut off: it does not begin and end with PAR1");
    }
    long length =
        new Slice(file, file.length - 2 * MAGIC, file.length - MAGIC).buffer().getInt()
            & 0xffff_ffffL;
    if (length > limits.footerBytes()) {
      throw tooLarge("the footer", length, "bytes", limits.footerBytes());
    }
    if (length > file.length - 3 * MAGIC) {
      throw unreadable(
          "damaged Parquet file: a footer of " + length + " bytes in " + file.length + " bytes");
    }
    return (int) length;
  }

  private static String magic(byte[] file, int at) {
    return new String(file, at, MAGIC, StandardCharsets.ISO_8859_1);
  }

  /** Chunks lie inside the file, before the footer, and no two share a byte. */
  private void checkPlaces() throws RefusedException {
    List<Chunk> chunks =
        groups.stream()
            .flatMap(group -> group.chunks().stream())
            .filter(chunk -> chunk.compressed() > 0)
            .sorted(Comparator.comparingLong(Chunk::start))
            .toList();
    long end = MAGIC;
    for (Chunk chunk : chunks) {
      if (chunk.start() < end || chunk.compressed() > bytes - chunk.start()) {
        throw unreadable(
            "damaged Parquet file: column "
                + chunk.path()
                + " claims bytes outside its place, or those of another column");
      }
      end = chunk.start() + chunk.compressed();
    }
  }

  private void checkSizes(int fileBytes, ParquetLimits limits) throws RefusedException {
    double uncompressed = 0;
    long rows = 0;
    for (RowGroup group : groups) {
      rows += group.rows();
      for (Chunk chunk : group.chunks()) {
        uncompressed += chunk.uncompressed();
      }
    }
    if (rows > limits.rows()) {
      throw tooLarge("the file", rows, "rows", limits.rows());
    }
    if (uncompressed > limits.uncompressedBytes()) {
      throw tooLarge(
          "the file", (long) uncompressed, "decompressed bytes", limits.uncompressedBytes());
    }
    if (uncompressed > limits.ratioFreeBytes()
        && uncompressed > limits.compressionRatio() * fileBytes) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          String.format(
              "the file declares %.0f decompressed bytes in %d bytes, at most %.0f to one are allowed",
              uncompressed, fileBytes, limits.compressionRatio()));
    }
  }

  static RefusedException unreadable(String detail) {
    return new RefusedException(Reason.UNREADABLE, detail);
  }

  private static RefusedException tooLarge(String what, long declared, String unit, long most) {
    return new RefusedException(
        Reason.TOO_LARGE,
        what + " declares " + declared + " " + unit + ", at most " + most + " are allowed");
  }

  private static final class Builder {
    private @Nullable Schema schema;
    private final List<RowGroup> groups = new ArrayList<>();
    private long rows;

    void field(CompactReader in, ParquetLimits limits, int id, int type) throws RefusedException {
      switch (id) {
        case 2 -> {
          List<SchemaNode> nodes = new ArrayList<>();
          in.structs(type, COLUMNS, "schema elements", () -> nodes.add(SchemaNode.read(in)));
          schema = new Schema(nodes);
        }
        case 3 -> rows = in.integer(type);
        case 4 -> {
          // The schema precedes the row groups: field 2 before field 4, as every writer has it.
          Schema known = required(schema);
          in.structs(
              type,
              limits.rowGroups(),
              "row groups",
              () -> groups.add(RowGroup.read(in, known, limits, rows())));
        }
        case 8, 9 -> throw Chunk.encrypted();
        default -> in.skip(type);
      }
    }

    private long rows() {
      return groups.isEmpty() ? 0 : last().firstRow() + last().rows();
    }

    private RowGroup last() {
      return groups.get(groups.size() - 1);
    }

    Footer build(int bytes) throws RefusedException {
      if (rows() != rows) {
        throw unreadable(
            "damaged Parquet file: row groups and file disagree on the number of rows");
      }
      // PyArrow writes a group for an empty table, and its columns lie nowhere: nothing is read
      // there.
      List<RowGroup> filled = groups.stream().filter(group -> group.rows() > 0).toList();
      return new Footer(required(schema), filled, bytes);
    }

    private static Schema required(@Nullable Schema schema) throws RefusedException {
      if (schema == null) {
        throw unreadable("damaged Parquet file: there is no schema before the row groups");
      }
      return Objects.requireNonNull(schema);
    }
  }
}
