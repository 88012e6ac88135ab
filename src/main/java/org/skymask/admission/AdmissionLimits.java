package org.skymask.admission;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import org.skymask.model.Layout;
import org.skymask.storage.parquet.Codec;
import org.skymask.storage.parquet.ParquetLimits;

/**
 * The limits of one upload. A task that admits a client holds, beside the base and the delta (4
 * bytes a value each, and a bit a value for what has been seen), at most {@link #memory(Layout)}
 * for what the upload decides: its manifest, one file at a time, the schema and the row groups of
 * that file, one decompressed page, one dictionary and 16 bytes a row of one row group. All of that
 * is charged to one {@link org.skymask.storage.parquet.Budget} before it is made. What is not
 * charged has a fixed size: buffers of some hundred KiB, and those of the storage's client. A
 * thread whose read the storage never answers holds one file more until it is answered.
 *
 * @param maxUploadBytes files of an upload together. Whatever it is, an upload may not have more
 *     than {@link #uploadBytes(Layout)}: 16 MiB and 16 bytes a value of the model (float64, plain,
 *     takes 8), so that a small model's round fits into a small heap
 * @param maxFiles files that a manifest may name
 * @param maxManifestBytes length of a manifest or envelope
 * @param shard of each file
 * @param readTimeLimit how long storage may take to answer when a file is opened or a piece of it
 *     is read, before the client's upload is refused
 */
public record AdmissionLimits(
    long maxUploadBytes, int maxFiles, int maxManifestBytes, Shard shard, Duration readTimeLimit)
    implements Serializable {
  private static final int MIB = 1 << 20;
  private static final long BYTES_A_VALUE = 16;

  /**
   * The limits of one file of an upload.
   *
   * @param maxRowGroups row groups of a file
   * @param maxFooterBytes footer of a file
   * @param maxUncompressedBytes pages of a file, decompressed. Here too the model decides: never
   *     more than twice {@link #uploadBytes(Layout)}
   * @param maxCompressionRatio decompressed bytes a byte of the file; not looked at where the file
   *     decompresses to less than 1 MiB and 16 bytes a value (a delta of zeros shrinks to nothing)
   * @param maxChunkValues values in one row of a file
   * @param maxRows rows of a file
   * @param codecs compressions that pages may have
   */
  public record Shard(
      int maxRowGroups,
      int maxFooterBytes,
      long maxUncompressedBytes,
      double maxCompressionRatio,
      int maxChunkValues,
      int maxRows,
      Set<Codec> codecs)
      implements Serializable {
    public Shard {
      codecs = Set.copyOf(codecs);
      check(
          maxRowGroups > 0
              && maxFooterBytes > 0
              && maxUncompressedBytes > 0
              && maxCompressionRatio >= 1
              && maxChunkValues > 0
              && maxRows > 0);
    }
  }

  public AdmissionLimits {
    check(
        maxUploadBytes > 0
            && maxFiles > 0
            && maxManifestBytes > 0
            && readTimeLimit.compareTo(Duration.ZERO) > 0);
  }

  private static void check(boolean positive) {
    if (!positive) {
      throw new IllegalArgumentException(
          "every limit of admission must be positive, the compression ratio at least 1");
    }
  }

  /** These limits with another {@link #maxUploadBytes}. */
  public AdmissionLimits withMaxUploadBytes(long bytes) {
    return new AdmissionLimits(bytes, maxFiles, maxManifestBytes, shard, readTimeLimit);
  }

  /** What the files of an upload for this model may have together. */
  public long uploadBytes(Layout layout) {
    return Math.min(maxUploadBytes, 16L * MIB + BYTES_A_VALUE * layout.valueCount());
  }

  /**
   * Bytes that reading an upload for this model may hold at a time: 32 MiB and 32 bytes a value. A
   * file of float64 and its decompressed page take half of that.
   */
  public long memory(Layout layout) {
    return 32L * MIB + 2 * BYTES_A_VALUE * layout.valueCount();
  }

  /** What each file of an upload for this model may declare. */
  public ParquetLimits shard(Layout layout) {
    long values = layout.valueCount();
    // Each value once, an entry for each empty list; as much again, so that a duplicated chunk is
    // still told as such.
    long entries = 2 * (values + layout.tensors().size()) + 1024;
    return new ParquetLimits(
        shard.maxFooterBytes(),
        shard.maxRowGroups(),
        Math.min(shard.maxRows(), entries),
        entries,
        shard.maxChunkValues(),
        Math.min(shard.maxUncompressedBytes(), memory(layout)),
        new ParquetLimits.Compression(
            shard.maxCompressionRatio(), MIB + BYTES_A_VALUE * values, shard.codecs()));
  }
}
