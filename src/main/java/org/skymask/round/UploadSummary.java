package org.skymask.round;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;

/**
 * The verdict of admission on a client directory, without its values.
 *
 * @param verdict ACCEPTED stands for admitted
 * @param examples as the manifest claims; null where none was read
 * @param sent what was admitted; null where the upload was refused
 */
public record UploadSummary(
    String client,
    Verdict verdict,
    @Nullable Reason reason,
    @Nullable String detail,
    @Nullable Long examples,
    @Nullable Sent sent)
    implements Serializable {

  /**
   * An upload that was admitted.
   *
   * @param bytes of its shards
   * @param manifest SHA-256 of the manifest
   * @param norm L2 norm of the delta's trainable part
   */
  public record Sent(long bytes, String manifest, double norm) implements Serializable {}

  public static UploadSummary of(Admission admission) {
    if (admission instanceof Admission.Admitted a) {
      return new UploadSummary(
          a.client(),
          Verdict.ACCEPTED,
          null,
          null,
          a.examples(),
          new Sent(a.bytes(), a.manifestSha256(), a.norm()));
    }
    Admission.Refused r = (Admission.Refused) admission;
    return new UploadSummary(r.client(), r.verdict(), r.reason(), r.detail(), r.examples(), null);
  }

  /** Whether its update takes part in the round. */
  public boolean isAdmitted() {
    return verdict == Verdict.ACCEPTED;
  }

  /** Bytes of the shards that were admitted; none where the upload was refused. */
  public long bytes() {
    return sent == null ? 0 : sent.bytes();
  }

  /** SHA-256 of the manifest of an upload that was admitted. */
  public String manifest() {
    return admitted().manifest();
  }

  /** L2 norm of the trainable part of an upload that was admitted. */
  public double norm() {
    return admitted().norm();
  }

  private Sent admitted() {
    return Objects.requireNonNull(sent, () -> "the upload of " + client + " was refused");
  }
}
