package org.skymask.model;

import java.util.Locale;

/** How a round ended. */
public enum Outcome {
  /** A new version stands. */
  COMMITTED,
  /** The method or the quorum refused; the base stands. */
  REJECTED,
  /** Refused, and a version equal to its base was committed so that the federation goes on. */
  CARRIED,
  /**
   * No round: a version with the values of an earlier one was committed, because somebody asked.
   */
  ROLLED_BACK;

  /** As it stands in files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
