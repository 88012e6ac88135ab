package org.skymask.round;

import java.util.UUID;

/**
 * What a round is called where people look for it: in logs, in Spark's UI, in events.
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
