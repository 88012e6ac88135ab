package org.skymask.config;

import java.io.Serializable;
import org.skymask.model.Coded;

/**
 * The numbers of clients that a round needs: {@code quorum.*}.
 *
 * @param minimumClients admitted clients, ≥ 1
 * @param minimumAccepted accepted clients, ≥ 1
 */
public record QuorumSettings(int minimumClients, int minimumAccepted, OnRejection onRejection)
    implements Serializable {

  /** What a rejected round does. */
  public enum OnRejection implements Coded {
    /** It leaves no version. */
    STOP,
    /** It publishes the base model's values again. */
    CARRY
  }

  /** Whether a rejected round publishes the base model's values again. */
  public boolean carries() {
    return onRejection == OnRejection.CARRY;
  }
}
