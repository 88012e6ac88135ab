package org.skymask.round;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;

/**
 * The verdict of admission on a client directory, without its values.
 *
 * @param verdict ACCEPTED stands for admitted
 * @param bytes of its shards, 0 where the upload was refused
 * @param manifest SHA-256 of the manifest, empty where the upload was refused
 * @param norm L2 norm of the delta's trainable part, NaN where it was refused
 */
public record UploadSummary(
    String client,
    Verdict verdict,
    @Nullable Reason reason,
    @Nullable String detail,
    long examples,
    long bytes,
    String manifest,
    double norm)
    implements Serializable {

  public static UploadSummary of(Admission admission) {
    if (admission instanceof Admission.Admitted a) {
      return new UploadSummary(
          a.client(),
          Verdict.ACCEPTED,
          null,
          null,
          a.examples(),
          a.bytes(),
          a.manifestSha256(),
          a.norm());
    }
    Admission.Refused r = (Admission.Refused) admission;
    return new UploadSummary(
        r.client(), r.verdict(), r.reason(), r.detail(), r.examples(), 0, "", Double.NaN);
  }

  /** Whether its update takes part in the round. */
  public boolean isAdmitted() {
    return verdict == Verdict.ACCEPTED;
  }
}
