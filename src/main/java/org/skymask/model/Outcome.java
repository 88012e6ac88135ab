package org.skymask.model;

/** How a round ended. */
public enum Outcome implements Coded {
  /** A new version was committed. */
  COMMITTED,
  /** The method, the gate or the quorum of accepted clients rejected the round; the base stands. */
  REJECTED,
  /** The round was rejected, and its base was committed again so that the federation goes on. */
  CARRIED,
  /** Not a round: an operator had the values of an earlier version committed again. */
  ROLLED_BACK,
  /**
   * Not a round: an operator had the base committed again, with a memory to which a client is new.
   */
  PARDONED,
  /**
   * Not a round: an operator had the base committed again, with a memory that shuts a client out.
   */
  BANNED;

  /** Whether somebody asked for the version, which then was made from no uploads. */
  public boolean isAskedFor() {
    return this == ROLLED_BACK || this == PARDONED || this == BANNED;
  }
}
