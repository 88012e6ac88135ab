package org.skymask.simulate.federation;

import org.skymask.model.Coded;
import org.skymask.model.Outcome;

/** How a round of a simulated federation ended. */
public enum RoundEnd implements Coded {
  /** {@link Outcome#COMMITTED}. */
  COMMITTED,
  /** {@link Outcome#REJECTED}. */
  REJECTED,
  /** {@link Outcome#CARRIED}: the rule or the gate rejected the round. */
  CARRIED,
  /** There is no new version, because too few uploads were admitted. */
  NO_QUORUM;
}
