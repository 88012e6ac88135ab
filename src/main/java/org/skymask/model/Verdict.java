package org.skymask.model;

/** What became of a client's upload in a round. */
public enum Verdict implements Coded {
  /** Averaged into the new model. */
  ACCEPTED,
  /** Well-formed, and left out by the aggregation rule. */
  FILTERED,
  /** Refused by admission. */
  QUARANTINED,
  /** No manifest yet: an upload in progress, not read. */
  INCOMPLETE;

  /** The verdict with this code. */
  public static Verdict of(String code) {
    return Coded.of(Verdict.class, code);
  }
}
