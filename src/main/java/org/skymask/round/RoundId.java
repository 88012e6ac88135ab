package org.skymask.round;

import java.util.UUID;

/**
 * Identifies a round in logs, in Spark's UI and in events.
 *
 * @param attempt unique for each run of a round; names its directory
 */
public record RoundId(String federation, int round, String attempt) {

  /** A new attempt at a round. */
  public static RoundId attempt(String federation, int round) {
    return new RoundId(federation, round, UUID.randomUUID().toString());
  }

  /** For a person: {@code demo round 7}. */
  public String name() {
    return federation + " round " + round;
  }
}
