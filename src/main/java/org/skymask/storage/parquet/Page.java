package org.skymask.storage.parquet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RefusedException;

/**
 * A page header and where the page's bytes lie.
 *
 * @param kind as in parquet.thrift
 * @param body index in the file of the first byte after the header
 * @param compressed bytes in the file
 * @param uncompressed bytes once decompressed, levels included
 * @param values level entries, or entries of a dictionary
 * @param encoding number of the values' encoding
 * @param levels how the page's levels are stored
 * @param packed whether the values are compressed at all
 */
record Page(
    Kind kind,
    int body,
    int compressed,
    int uncompressed,
    int values,
    int encoding,
    Levels levels,
    boolean packed) {

  /**
   * How levels are stored.
   *
   * @param repetition number of the encoding of the repetition levels
   * @param definition number of the encoding of the definition levels
   * @param repetitionBytes levels ahead of the compressed values; −1 in pages of the first version,
   *     where levels are compressed with the values and carry their own lengths
   * @param definitionBytes likewise
   */
  record Levels(int repetition, int definition, int repetitionBytes, int definitionBytes) {
    /** The only encoding of levels that is still in use. */
    static final int RLE = 3;

    /** Bytes of levels ahead of the compressed values. */
    int bytes() {
      return Math.max(0, repetitionBytes) + Math.max(0, definitionBytes);
    }
  }

  /** In the order of parquet.thrift. */
  enum Kind {
    DATA,
    INDEX,
    DICTIONARY,
    DATA_V2;

    private static final List<Kind> BY_NUMBER = List.of(values());

    static @Nullable Kind of(long number) {
      return number >= 0 && number < BY_NUMBER.size() ? BY_NUMBER.get((int) number) : null;
    }
  }

  boolean isData() {
    return kind == Kind.DATA || kind == Kind.DATA_V2;
  }

  /** Index in the file of the first byte after the page. */
  int end() {
    return body + compressed;
  }

  /** Reads the header at {@code from}; the page may reach to {@code end}. */
  static Page read(byte[] file, int from, int end) throws RefusedException {
    CompactReader in = new CompactReader(file, from, end);
    Builder page = new Builder();
    in.struct((id, type) -> page.field(in, id, type));
    return page.build(in.position(), end);
  }

  private static final class Builder {
    private @Nullable Kind kind;
    private long compressed = -1;
    private long uncompressed = -1;
    private long values;
    private long encoding = -1;
    private long repetition = Levels.RLE;
    private long definition = Levels.RLE;
    private long repetitionBytes = -1;
    private long definitionBytes = -1;
    private boolean packed = true;
    private boolean headed;

    void field(CompactReader in, int id, int type) throws RefusedException {
      switch (id) {
        case 1 -> kind = Kind.of(in.integer(type));
        case 2 -> uncompressed = in.integer(type);
        case 3 -> compressed = in.integer(type);
        case 5 -> in.struct((inner, its) -> firstHeader(in, inner, its));
        case 7 -> in.struct((inner, its) -> dictionaryHeader(in, inner, its));
        case 8 -> in.struct((inner, its) -> secondHeader(in, inner, its));
        default -> in.skip(type);
      }
    }

    private void firstHeader(CompactReader in, int id, int type) throws RefusedException {
      switch (id) {
        case 3 -> definition = in.integer(type);
        case 4 -> repetition = in.integer(type);
        default -> dictionaryHeader(in, id, type);
      }
    }

    /** Data pages of the first version and dictionary pages begin alike. */
    private void dictionaryHeader(CompactReader in, int id, int type) throws RefusedException {
      headed = true;
      switch (id) {
        case 1 -> values = in.integer(type);
        case 2 -> encoding = in.integer(type);
        default -> in.skip(type);
      }
    }

    private void secondHeader(CompactReader in, int id, int type) throws RefusedException {
      headed = true;
      switch (id) {
        case 1 -> values = in.integer(type);
        case 4 -> encoding = in.integer(type);
        case 5 -> definitionBytes = in.integer(type);
        case 6 -> repetitionBytes = in.integer(type);
        case 7 -> packed = in.bool(type);
        default -> in.skip(type);
      }
    }

    Page build(int body, int end) throws RefusedException {
      @Nullable Kind known = kind;
      boolean sound =
          known != null
              && (headed || known == Kind.INDEX)
              && compressed >= 0
              && compressed <= end - body
              && uncompressed >= 0
              && uncompressed < Integer.MAX_VALUE - 8
              && values >= 0
              && values <= Integer.MAX_VALUE
              && (known == Kind.INDEX || encoding >= 0)
              && encoding < 64
              && repetition >= 0
              && repetition < 64
              && definition >= 0
              && definition < 64
              && soundLevels();
      if (known == null || !sound) {
        throw Footer.unreadable(
            "damaged Parquet file: a page of kind "
                + kind
                + " declares "
                + values
                + " values in "
                + compressed
                + " bytes ("
                + uncompressed
                + " decompressed) where "
                + (end - body)
                + " bytes are left");
      }
      return new Page(
          known,
          body,
          (int) compressed,
          (int) uncompressed,
          (int) values,
          (int) encoding,
          new Levels(
              (int) repetition, (int) definition, (int) repetitionBytes, (int) definitionBytes),
          packed);
    }

    private boolean soundLevels() {
      if (kind != Kind.DATA_V2) {
        return repetitionBytes == -1 && definitionBytes == -1;
      }
      return repetitionBytes >= 0
          && definitionBytes >= 0
          && repetitionBytes <= compressed
          && definitionBytes <= compressed - repetitionBytes
          && definitionBytes <= uncompressed - repetitionBytes;
    }
  }
}
