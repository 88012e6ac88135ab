package org.skymask.model;

import java.util.Locale;

/** How a round ended. */
public enum Outcome {
  /** A new version stands. */
  COMMITTED,
  /** The method or the quorum refused; the base stands. */
  REJECTED,
  /** Refused, and a version equal to its base was committed so that the federation goes on. */
  CARRIED;

  /** As it stands in files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
