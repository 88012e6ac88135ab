package org.skymask.round.admit;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.skymask.mask.FloatBytes;
import org.skymask.round.UploadSummary;

/**
 * What leaves admission for the shuffle: a client's summary, or a block's part of its update.
 *
 * @param client index of the client directory
 * @param manifest SHA-256 of the manifest that the values belong to; null where none was admitted
 * @param summary null for values
 * @param values null for a summary
 */
@SuppressWarnings("ArrayRecordComponent")
record Arrival(
    int client,
    @Nullable String manifest,
    @Nullable UploadSummary summary,
    float @Nullable [] values)
    implements Serializable {

  private Object writeReplace() {
    return new Packed(client, manifest, summary, values == null ? null : FloatBytes.of(values));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Packed(
      int client,
      @Nullable String manifest,
      @Nullable UploadSummary summary,
      byte @Nullable [] values)
      implements Serializable {
    private Object readResolve() {
      return new Arrival(
          client, manifest, summary, values == null ? null : FloatBytes.values(values));
    }
  }
}
