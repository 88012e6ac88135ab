package org.skymask.admission;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.skymask.model.Layout;
import org.skymask.storage.parquet.Codec;
import org.skymask.storage.parquet.ParquetLimits;

/**
 * What one upload may ask of the server. A task that admits a client holds, beside the base and the
 * delta (4 bytes a value each), one file of the upload at a time, one decompressed page, and a few
 * bytes a row.
 *
 * @param maxUploadBytes files of an upload together. Whatever it is, an upload may not have more
 *     than {@link #uploadBytes(Layout)}: 16 MiB and 16 bytes a value of the model (float64, plain,
 *     takes 8), so that a small model's round fits into a small heap
 * @param maxFiles files that a manifest may name
 * @param maxManifestBytes length of a manifest or envelope
 * @param maxRowGroups row groups of a file
 * @param maxFooterBytes footer of a file
 * @param maxUncompressedBytes pages of a file, decompressed. Here too the model decides: never more
 *     than twice {@link #uploadBytes(Layout)}
 * @param maxCompressionRatio decompressed bytes a byte of the file; not looked at where the file
 *     decompresses to less than 1 MiB and 16 bytes a value (a delta of zeros shrinks to nothing)
 * @param maxChunkValues values in one row of a file
 * @param maxRows rows of a file
 * @param codecs compressions that pages may have
 */
public record AdmissionLimits(
    long maxUploadBytes,
    int maxFiles,
    int maxManifestBytes,
    int maxRowGroups,
    int maxFooterBytes,
    long maxUncompressedBytes,
    double maxCompressionRatio,
    int maxChunkValues,
    int maxRows,
    Set<Codec> codecs)
    implements Serializable {
  private static final int MIB = 1 << 20;
  private static final long BYTES_A_VALUE = 16;

  /** Enough for models of some hundred million parameters, little enough for any executor. */
  public static final AdmissionLimits DEFAULTS =
      new AdmissionLimits(
          1L << 30,
          256,
          MIB / 4,
          1024,
          4 * MIB,
          2L << 30,
          1000,
          1 << 27,
          MIB,
          EnumSet.allOf(Codec.class));

  public AdmissionLimits {
    codecs = Set.copyOf(codecs);
    boolean positive =
        maxUploadBytes > 0
            && maxFiles > 0
            && maxManifestBytes > 0
            && maxRowGroups > 0
            && maxFooterBytes > 0
            && maxUncompressedBytes > 0
            && maxCompressionRatio >= 1
            && maxChunkValues > 0
            && maxRows > 0;
    if (!positive) {
      throw new IllegalArgumentException(
          "every limit of admission must be positive, the compression ratio at least 1");
    }
  }

  /** These limits with another {@link #maxUploadBytes}. */
  public AdmissionLimits withMaxUploadBytes(long bytes) {
    return new AdmissionLimits(
        bytes,
        maxFiles,
        maxManifestBytes,
        maxRowGroups,
        maxFooterBytes,
        maxUncompressedBytes,
        maxCompressionRatio,
        maxChunkValues,
        maxRows,
        codecs);
  }

  /** What the files of an upload for this model may have together. */
  public long uploadBytes(Layout layout) {
    return Math.min(maxUploadBytes, 16L * MIB + BYTES_A_VALUE * layout.valueCount());
  }

  /** What each file of an upload for this model may declare. */
  public ParquetLimits shard(Layout layout) {
    long values = layout.valueCount();
    // Each value once, an entry for each empty list; as much again, so that a duplicated chunk is
    // still told as such.
    long entries = 2 * (values + layout.tensors().size()) + 1024;
    return new ParquetLimits(
        maxFooterBytes,
        maxRowGroups,
        Math.min(maxRows, entries),
        entries,
        maxChunkValues,
        Math.min(maxUncompressedBytes, 32L * MIB + 2 * BYTES_A_VALUE * values),
        maxCompressionRatio,
        MIB + BYTES_A_VALUE * values,
        codecs);
  }
}
