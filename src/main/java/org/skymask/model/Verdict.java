package org.skymask.model;

import java.util.Locale;

/** What became of a client's upload in a round. */
public enum Verdict {
  /** Averaged into the new model. */
  ACCEPTED,
  /** Well-formed, and left out by the aggregation rule. */
  FILTERED,
  /** Refused by admission. */
  QUARANTINED,
  /** No manifest yet: an upload in progress, not read. */
  INCOMPLETE;

  /** As it stands in files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verdict with this code. */
  public static Verdict of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
