package org.skymask.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One client directory of a round: a row of clients.parquet. Numbers that do not apply are null.
 *
 * @param reason null when accepted or incomplete
 * @param detail what the client's operator should know or mend; null when there is nothing to say
 * @param recalled what the memory holds of it after the round; null for decisions without memory,
 *     and for who was not admitted
 */
public record ClientResult(
    String client,
    Verdict verdict,
    @Nullable Reason reason,
    @Nullable String detail,
    Place place,
    Contribution contribution,
    @Nullable Recalled recalled)
    implements Serializable {

  /**
   * Where the rule saw the client.
   *
   * @param probability of the mixture component that was kept
   * @param pc1 first coordinate in the mask plane
   * @param pc2 second coordinate in the mask plane
   * @param maskDensity share of the binary mask that is 1
   */
  public record Place(
      @Nullable Double probability,
      @Nullable Double pc1,
      @Nullable Double pc2,
      @Nullable Double maskDensity)
      implements Serializable {
    /** Of a client that no rule saw. */
    public static final Place NOWHERE = new Place(null, null, null, null);
  }

  /**
   * The client's update, and its part in the new model.
   *
   * @param norm L2 norm of the delta's trainable part, as sent
   * @param clipped the factor of norm clipping; 1.0 where untouched
   * @param examples as the manifest claims; null where no manifest was read
   * @param weight in the weighted mean; 0 for whoever is not accepted
   * @param similarity cosine of the trainable delta, as clipped, with the round's aggregate; null
   *     where nothing was aggregated
   */
  public record Contribution(
      @Nullable Double norm,
      @Nullable Double clipped,
      @Nullable Long examples,
      double weight,
      @Nullable Double similarity)
      implements Serializable {
    /** Of a client that was not admitted. */
    public static Contribution none(@Nullable Long examples) {
      return new Contribution(null, null, examples, 0, null);
    }
  }

  /** A client that was not admitted. */
  public static ClientResult refused(
      String client,
      Verdict verdict,
      @Nullable Reason reason,
      @Nullable String detail,
      @Nullable Long examples) {
    return new ClientResult(
        client, verdict, reason, detail, Place.NOWHERE, Contribution.none(examples), null);
  }
}
