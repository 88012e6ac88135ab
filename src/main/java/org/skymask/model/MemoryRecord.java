package org.skymask.model;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What round.json says of the memory that a round decided by.
 *
 * @param why where it was lost: what was wrong, in a sentence; otherwise null
 * @param age rounds decided before this one
 * @param rootCurvature κ̄ of the root update; empty where it is not known
 * @param change what an operator changed in it; null for all rounds
 */
public record MemoryRecord(
    State state,
    @Nullable String why,
    int age,
    OptionalDouble rootCurvature,
    @Nullable Change change) {
  /** What became of the memory of earlier rounds. */
  public enum State implements Coded {
    /** The round was decided by it. */
    USED,
    /** There was none yet: the federation's first round. */
    STARTED,
    /** It could not be read, and a new one begins. */
    LOST
  }

  /**
   * A client that an operator lets in again, or shuts out.
   *
   * @param outcome {@link Outcome#PARDONED} or {@link Outcome#BANNED}
   * @param reason in the operator's words
   */
  public record Change(Outcome outcome, String client, String reason) {
    /** The command that asks for it. */
    public String command() {
      return outcome == Outcome.BANNED ? "ban" : "pardon";
    }

    /** {@code a ban of site-a (reason)}. */
    public String told() {
      return "a " + command() + " of " + client + " (" + reason + ")";
    }
  }
}
