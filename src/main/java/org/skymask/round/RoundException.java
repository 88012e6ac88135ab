package org.skymask.round;

import java.io.IOException;

/** Ends a round without a model, for a reason that an operator can act on. */
public final class RoundException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What the end means for the caller. */
  public enum Kind {
    USAGE,
    QUORUM,
    CONFLICT,
    FAILED
  }

  public RoundException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
