package org.skymask.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One client directory of a round: a row of clients.parquet. Numbers that do not apply are NaN.
 *
 * @param reason null when accepted or incomplete
 * @param detail what the client's operator should know or mend; null when there is nothing to say
 * @param probability of the mixture component that was kept
 * @param pc1 first coordinate in the mask plane
 * @param pc2 second coordinate in the mask plane
 * @param maskDensity share of the binary mask that is 1
 * @param norm L2 norm of the delta's trainable part, as sent
 * @param clipped the factor of norm clipping; 1.0 where untouched
 * @param examples as the manifest claims; −1 where no manifest was read
 * @param weight in the weighted mean; 0 for whoever is not accepted
 * @param similarity cosine of the trainable delta, as clipped, with the round's aggregate; NaN
 *     where nothing was aggregated
 * @param recalled what the memory holds of it after the round; null for decisions without memory,
 *     and for who was not admitted
 */
public record ClientResult(
    String client,
    Verdict verdict,
    @Nullable Reason reason,
    @Nullable String detail,
    double probability,
    double pc1,
    double pc2,
    double maskDensity,
    double norm,
    double clipped,
    long examples,
    double weight,
    double similarity,
    @Nullable Recalled recalled)
    implements Serializable {

  /** One of a decision without memory. */
  public ClientResult(
      String client,
      Verdict verdict,
      @Nullable Reason reason,
      @Nullable String detail,
      double probability,
      double pc1,
      double pc2,
      double maskDensity,
      double norm,
      double clipped,
      long examples,
      double weight,
      double similarity) {
    this(
        client,
        verdict,
        reason,
        detail,
        probability,
        pc1,
        pc2,
        maskDensity,
        norm,
        clipped,
        examples,
        weight,
        similarity,
        null);
  }

  /** A client in a round without an aggregate to compare with. */
  public ClientResult(
      String client,
      Verdict verdict,
      @Nullable Reason reason,
      @Nullable String detail,
      double probability,
      double pc1,
      double pc2,
      double maskDensity,
      double norm,
      double clipped,
      long examples,
      double weight) {
    this(
        client,
        verdict,
        reason,
        detail,
        probability,
        pc1,
        pc2,
        maskDensity,
        norm,
        clipped,
        examples,
        weight,
        Double.NaN);
  }

  /** A client that was not admitted. */
  public static ClientResult refused(
      String client,
      Verdict verdict,
      @Nullable Reason reason,
      @Nullable String detail,
      long examples) {
    double none = Double.NaN;
    return new ClientResult(
        client, verdict, reason, detail, none, none, none, none, none, none, examples, 0);
  }
}
