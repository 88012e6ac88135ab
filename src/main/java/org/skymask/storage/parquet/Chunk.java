package org.skymask.storage.parquet;

import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * A chunk of a column that will be read, as the footer declares it.
 *
 * @param column its name
 * @param values level entries: values, nulls and empty lists
 * @param start of its pages in the file
 * @param compressed bytes of its pages in the file, page headers included
 * @param uncompressed bytes of its pages, decompressed, page headers included
 */
record Chunk(
    String column, Codec codec, long values, long start, long compressed, long uncompressed) {

  int end() {
    return (int) (start + compressed);
  }

  /** Null where the chunk is not of the column that stands there in the schema. */
  static @Nullable Chunk read(CompactReader in, Column column) throws RefusedException {
    Builder chunk = new Builder(column);
    in.struct(
        (id, type) -> {
          switch (id) {
            case 1 ->
                throw new RefusedException(
                    Reason.UNREADABLE,
                    "a column lies in another file (" + in.binary(type).text() + ")");
            case 3 -> chunk.metadata(in);
            case 8, 9 -> throw encrypted();
            default -> in.skip(type);
          }
        });
    return chunk.build();
  }

  static RefusedException encrypted() {
    return new RefusedException(
        Reason.UNREADABLE, "the file is encrypted; write it without Parquet encryption");
  }

  private static final class Builder {
    private final Column column;
    private int parts;
    private boolean matches = true;
    private long type = -1;
    private long codec = -1;
    private long values = -1;
    private long uncompressed = -1;
    private long compressed = -1;
    private long firstData = -1;
    private long dictionary = -1;

    Builder(Column column) {
      this.column = column;
    }

    void metadata(CompactReader in) throws RefusedException {
      in.struct(
          (id, type) -> {
            switch (id) {
              case 1 -> this.type = in.integer(type);
              case 3 -> in.strings(type, this::part);
              case 4 -> codec = in.integer(type);
              case 5 -> values = in.integer(type);
              case 6 -> uncompressed = in.integer(type);
              case 7 -> compressed = in.integer(type);
              case 9 -> firstData = in.integer(type);
              case 11 -> dictionary = in.integer(type);
              default -> in.skip(type);
            }
          });
    }

    /** The path is compared as it is read: put together, paths could be far longer than a file. */
    private void part(Slice name) {
      matches &= parts < column.path().size() && column.path().get(parts).name().equalBytes(name);
      parts++;
    }

    @Nullable Chunk build() throws RefusedException {
      if (!matches || parts != column.path().size() || type != column.type()) {
        return null;
      }
      long start = dictionary > 0 && dictionary < firstData ? dictionary : firstData;
      if (values < 0 || uncompressed < 0 || compressed < 0 || start < 0 || dictionary < -1) {
        throw new RefusedException(
            Reason.UNREADABLE,
            "damaged Parquet file: column "
                + column.name()
                + " declares "
                + values
                + " values in "
                + compressed
                + " bytes ("
                + uncompressed
                + " decompressed) at "
                + start);
      }
      return new Chunk(column.name(), Codec.of(codec), values, start, compressed, uncompressed);
    }
  }
}
