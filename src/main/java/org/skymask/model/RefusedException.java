package org.skymask.model;

import java.io.IOException;

/**
 * Refuses content, with the reason code and a sentence that says what its author should mend. Names
 * and values from the content may stand in the detail: it is cut to 500 characters, and characters
 * that steer terminals or hide text are written as {@code \}{@code uXXXX}.
 */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 500;

  private final Reason reason;

  public RefusedException(Reason reason, String detail) {
    super(printable(detail));
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What to mend, safe to print. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The text with everything invisible escaped, and cut to a length that fits into a table. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    for (int at = 0; at < text.length() && safe.length() < LONGEST; at++) {
      char c = text.charAt(at);
      if (visible(c)) {
        safe.append(c);
      } else {
        safe.append(String.format("\\u%04x", (int) c));
      }
    }
    return safe.length() < LONGEST ? safe.toString() : safe.append('…').toString();
  }

  private static boolean visible(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
