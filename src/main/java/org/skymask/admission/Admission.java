package org.skymask.admission;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;

/** The result of admission for a client directory. */
public sealed interface Admission extends Serializable {

  /** The client's id, as its directory has it. */
  String client();

  /**
   * An upload that may take part.
   *
   * @param manifestSha256 of the manifest or envelope file (hex)
   * @param examples as the manifest claims
   * @param bytes of its shards, all together
   * @param delta [layout.updateCount()] on the value axis
   * @param norm L2 norm of the delta's trainable part
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Admitted(
      String client, String manifestSha256, long examples, long bytes, float[] delta, double norm)
      implements Admission {}

  /**
   * An upload that may not take part.
   *
   * @param client as its directory has it, with invisible characters escaped
   * @param verdict QUARANTINED, or INCOMPLETE where there is no manifest yet
   * @param reason null where incomplete
   * @param detail what the silo's operator should mend
   * @param examples as the manifest claims; null where none was read
   */
  record Refused(
      String client,
      Verdict verdict,
      @Nullable Reason reason,
      String detail,
      @Nullable Long examples)
      implements Admission {

    /** As a row of clients.parquet. */
    public ClientResult result() {
      return ClientResult.refused(client, verdict, reason, detail, examples);
    }
  }
}
