package org.skymask.storage.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Walks the pages of a column chunk. {@link #check} goes over all headers before the first page is
 * decompressed: what they declare must add up to what the footer declares, which is within limits.
 */
final class PageCursor {
  private static final byte[] NOTHING = {};

  private final byte[] file;
  private final Chunk chunk;
  private final Budget budget;
  private byte[] scratch = NOTHING;
  private int at;
  private long left;

  /**
   * @param budget decompressed pages are charged to
   */
  PageCursor(byte[] file, Chunk chunk, Budget budget) throws RefusedException {
    this.file = file;
    this.chunk = chunk;
    this.budget = budget;
    if (chunk.values() > 0 && chunk.compressed() == 0) {
      throw damaged("has " + chunk.values() + " values in no bytes");
    }
    rewind();
  }

  private void rewind() {
    left = chunk.values();
    at = left == 0 ? 0 : (int) chunk.start();
  }

  /** The next dictionary or data page, or null after the last value of the chunk. */
  @Nullable Page next() throws RefusedException {
    while (left > 0) {
      Page page = Page.read(file, at, chunk.end());
      at = page.end();
      if (page.kind() != Page.Kind.INDEX) {
        left -= page.isData() ? page.values() : 0;
        return page;
      }
    }
    return null;
  }

  /**
   * Checks what the pages declare.
   *
   * @param entry bytes that an entry of a dictionary takes at least
   */
  void check(ParquetLimits limits, int entry) throws RefusedException {
    long uncompressed = 0;
    boolean first = true;
    for (Page page = next(); page != null; page = next()) {
      refuseLarge(page, limits);
      Encoding.of(page.encoding());
      uncompressed += page.uncompressed();
      if (left < 0) {
        throw damaged("has pages with more values than the footer declares");
      }
      if (uncompressed > chunk.uncompressed()) {
        throw damaged("decompresses to more bytes than the footer declares");
      }
      if (page.kind() == Page.Kind.DICTIONARY && !first) {
        throw damaged("has a dictionary after its first page");
      }
      int most = (int) Math.min(page.uncompressed() / entry, chunk.values());
      if (page.kind() == Page.Kind.DICTIONARY && page.values() > most) {
        throw damaged("has a dictionary of " + page.values() + " entries, at most " + most);
      }
      first = false;
    }
    rewind();
  }

  /**
   * All pages' bytes after the levels of the second version, decompressed. Valid until the next.
   */
  Slice content(Page page) throws RefusedException {
    int levels = page.levels().bytes();
    Slice packed = new Slice(file, page.body() + levels, page.end());
    int length = page.uncompressed() - levels;
    if (!page.packed() || chunk.codec() == Codec.UNCOMPRESSED) {
      if (packed.length() != length) {
        throw damaged("has a page that is not compressed, of two lengths");
      }
      return packed;
    }
    scratch = larger(length);
    return chunk.codec().decompress(packed, length, scratch);
  }

  /** Lets go of the old buffer before a new one is made. */
  private byte[] larger(int length) throws RefusedException {
    byte[] old = scratch;
    scratch = NOTHING;
    return budget.larger(old, length, "a page of column " + chunk.column());
  }

  private void refuseLarge(Page page, ParquetLimits limits) throws RefusedException {
    if (page.uncompressed() > limits.uncompressedBytes() || page.values() > limits.values()) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "a page of column "
              + chunk.column()
              + " declares "
              + page.values()
              + " values in "
              + page.uncompressed()
              + " decompressed bytes, at most "
              + limits.values()
              + " in "
              + limits.uncompressedBytes()
              + " are allowed");
    }
  }

  /** The bytes of levels that stand ahead of a page of the second version: repetition first. */
  List<Slice> levels(Page page) {
    List<Slice> levels = new ArrayList<>();
    int middle = page.body() + page.levels().repetitionBytes();
    levels.add(new Slice(file, page.body(), middle));
    levels.add(new Slice(file, middle, middle + page.levels().definitionBytes()));
    return levels;
  }

  private RefusedException damaged(String how) {
    return Footer.unreadable("damaged Parquet file: column " + chunk.column() + " " + how);
  }
}
