package org.skymask.model;

import java.io.IOException;

/**
 * Refuses content, with the reason code and a sentence that says what its author should mend. Names
 * and values from the content may stand in the detail: it is cut to 500 characters, and characters
 * that steer terminals or hide text are written as {@code \}{@code uXXXX}.
 */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public RefusedException(Reason reason, String detail) {
    super(Printable.shortened(detail));
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What to mend, safe to print. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
