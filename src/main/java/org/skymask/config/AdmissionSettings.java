package org.skymask.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of an upload: {@code admission.*}.
 *
 * @param keys directory of the clients' public keys; null where signatures are not asked for
 * @param maxUploadBytes of all shards together, ≥ 1
 * @param maxFiles shards of an upload, ≥ 1
 * @param maxManifestBytes of a manifest or its envelope, ≥ 1
 * @param shard of each shard
 * @param readTimeLimit for storage to answer a read of a client's file, ≥ {@link #LEAST_READ_TIME}
 */
public record AdmissionSettings(
    @Nullable String keys,
    long maxUploadBytes,
    int maxFiles,
    long maxManifestBytes,
    Shard shard,
    Duration readTimeLimit)
    implements Serializable {

  /** Smallest limit; a busy storage may take this long to answer. */
  static final Duration LEAST_READ_TIME = Duration.ofSeconds(1);

  /**
   * Limits of one shard.
   *
   * @param maxFooterBytes of a shard's Parquet footer, ≥ 1
   * @param maxRowGroups of a shard, ≥ 1
   * @param maxUncompressedBytes of an upload as declared by its footers and page headers, ≥ 1
   * @param maxCompressionRatio decompressed bytes in a stored byte, ≥ 1
   * @param maxChunkValues values of one row, ≥ 1
   * @param maxRows rows of one shard, ≥ 1
   * @param codecs Parquet codecs that are read, lower case
   */
  public record Shard(
      long maxFooterBytes,
      int maxRowGroups,
      long maxUncompressedBytes,
      double maxCompressionRatio,
      int maxChunkValues,
      int maxRows,
      List<String> codecs)
      implements Serializable {
    public Shard {
      codecs = List.copyOf(codecs);
    }
  }
}
