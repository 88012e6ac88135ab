package org.skymask.storage.parquet;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a Parquet file may ask of its reader. Everything is checked on what the file declares,
 * before it is decompressed or decoded.
 *
 * @param footerBytes length of the footer
 * @param rowGroups row groups
 * @param rows rows in all row groups
 * @param values list elements (nulls and empty lists counted) in all row groups
 * @param listLength elements of one list
 * @param uncompressedBytes pages of all columns, decompressed
 */
public record ParquetLimits(
    long footerBytes,
    int rowGroups,
    long rows,
    long values,
    long listLength,
    long uncompressedBytes,
    Compression compression)
    implements Serializable {

  /**
   * How pages may be compressed.
   *
   * @param compressionRatio decompressed bytes a byte of the file; looked at only above {@code
   *     ratioFreeBytes}, since a small file of zeros may shrink to nothing
   * @param ratioFreeBytes decompressed bytes that any file may have whatever its ratio
   * @param codecs compressions that are accepted
   */
  public record Compression(double compressionRatio, long ratioFreeBytes, Set<Codec> codecs)
      implements Serializable {
    public Compression {
      codecs = Set.copyOf(codecs);
    }
  }

  /** {@link Compression#compressionRatio}. */
  public double compressionRatio() {
    return compression.compressionRatio();
  }

  /** {@link Compression#ratioFreeBytes}. */
  public long ratioFreeBytes() {
    return compression.ratioFreeBytes();
  }

  /** {@link Compression#codecs}. */
  public Set<Codec> codecs() {
    return compression.codecs();
  }

  /** For files that the server itself or its operator wrote: only what memory dictates. */
  public static ParquetLimits trusted() {
    return new ParquetLimits(
        64 << 20,
        1 << 16,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        8L << 30,
        new ParquetLimits.Compression(1e6, 1L << 30, EnumSet.allOf(Codec.class)));
  }
}
