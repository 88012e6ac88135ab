package org.skymask.storage.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * What the end of a file declares. The schema is read first; row groups stay as they are until it
 * is known which columns are wanted, and then only what they say of those is read.
 */
final class Footer {
  private static final int MAGIC = 4;
  private static final int COLUMNS = 1 << 12;

  private final byte[] file;
  private final ParquetLimits limits;
  private final int start;
  private final int end;
  private final List<SchemaNode> nodes = new ArrayList<>();
  private @Nullable Schema schema;
  private long rows;
  private int groupsAt = -1;
  private int groupsType;

  private Footer(byte[] file, ParquetLimits limits, int start, int end) {
    this.file = file;
    this.limits = limits;
    this.start = start;
    this.end = end;
  }

  static Footer read(byte[] file, ParquetLimits limits, Budget budget) throws RefusedException {
    int end = file.length - 2 * MAGIC;
    Footer footer = new Footer(file, limits, end - length(file, limits), end);
    CompactReader in = new CompactReader(file, footer.start, end);
    in.struct((id, type) -> footer.field(in, budget, id, type));
    footer.schema();
    return footer;
  }

  private static int length(byte[] file, ParquetLimits limits) throws RefusedException {
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

  private void field(CompactReader in, Budget budget, int id, int type) throws RefusedException {
    switch (id) {
      case 2 -> {
        nodes.clear();
        in.structs(
            type,
            COLUMNS,
            "schema elements",
            () -> {
              budget.charge(SchemaNode.BYTES, "the schema");
              nodes.add(SchemaNode.read(in));
            });
        schema = new Schema(List.copyOf(nodes));
      }
      case 3 -> rows = in.integer(type);
      case 4 -> {
        groupsAt = in.position();
        groupsType = type;
        in.skip(type);
      }
      case 8, 9 -> throw Chunk.encrypted();
      default -> in.skip(type);
    }
  }

  Schema schema() throws RefusedException {
    Schema known = schema;
    if (known == null) {
      throw unreadable("damaged Parquet file: there is no schema");
    }
    return known;
  }

  /** The row groups that have rows, with the chunks of these columns, all within the limits. */
  List<RowGroup> groups(List<Column> columns, Budget budget) throws RefusedException {
    int leaves = schema().leaves();
    List<RowGroup> groups = new ArrayList<>();
    long[] first = {0};
    if (groupsAt >= 0) {
      CompactReader in = new CompactReader(file, groupsAt, end);
      in.structs(
          groupsType,
          limits.rowGroups(),
          "row groups",
          () -> {
            budget.charge(RowGroup.bytes(columns.size()), "the row groups");
            RowGroup group = RowGroup.read(in, leaves, columns, limits, first[0]);
            first[0] += group.rows();
            // PyArrow writes a group for an empty table, and its columns lie nowhere.
            if (group.rows() > 0) {
              groups.add(group);
            }
          });
    }
    if (first[0] != rows) {
      throw unreadable("damaged Parquet file: row groups and file disagree on the number of rows");
    }
    List<Chunk> chunks = groups.stream().flatMap(group -> group.chunks().stream()).toList();
    checkPlaces(chunks);
    checkSizes(chunks);
    return groups;
  }

  /** Chunks lie inside the file, before the footer, and no two share a byte. */
  private void checkPlaces(List<Chunk> chunks) throws RefusedException {
    List<Chunk> byPlace =
        chunks.stream()
            .filter(chunk -> chunk.compressed() > 0)
            .sorted(Comparator.comparingLong(Chunk::start))
            .toList();
    long before = MAGIC;
    for (Chunk chunk : byPlace) {
      if (chunk.start() < before || chunk.compressed() > start - chunk.start()) {
        throw unreadable(
            "damaged Parquet file: column "
                + chunk.column()
                + " claims bytes outside its place, or those of another column");
      }
      before = chunk.start() + chunk.compressed();
    }
  }

  private void checkSizes(List<Chunk> chunks) throws RefusedException {
    double uncompressed = chunks.stream().mapToDouble(Chunk::uncompressed).sum();
    if (rows > limits.rows()) {
      throw tooLarge("the file", rows, "rows", limits.rows());
    }
    if (uncompressed > limits.uncompressedBytes()) {
      throw tooLarge(
          "the file", (long) uncompressed, "decompressed bytes", limits.uncompressedBytes());
    }
    if (uncompressed > limits.ratioFreeBytes()
        && uncompressed > limits.compressionRatio() * file.length) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          String.format(
              "the file declares %.0f decompressed bytes in %d bytes, at most %.0f to one are allowed",
              uncompressed, file.length, limits.compressionRatio()));
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
}
