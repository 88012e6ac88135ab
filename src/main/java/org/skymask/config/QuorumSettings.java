package org.skymask.config;

import java.io.Serializable;

/**
 * The numbers of clients that a round needs: {@code quorum.*}.
 *
 * @param minimumClients admitted clients, ≥ 1
 * @param minimumAccepted accepted clients, ≥ 1
 * @param onRejection {@link #STOP} or {@link #CARRY}
 */
public record QuorumSettings(int minimumClients, int minimumAccepted, String onRejection)
    implements Serializable {

  public static final String STOP = "stop";
  public static final String CARRY = "carry";

  /** Whether a rejected round publishes the base model's values again. */
  public boolean carries() {
    return onRejection.equals(CARRY);
  }
}
