package org.skymask.model;

/** Text that can be printed: it neither steers terminals nor hides anything. */
public final class Printable {
  private static final int LONGEST = 500;

  private Printable() {}

  /** The text with everything invisible escaped, and cut to a length that fits into a table. */
  public static String shortened(String text) {
    StringBuilder safe = new StringBuilder();
    for (int at = 0; at < text.length() && safe.length() < LONGEST; at++) {
      char c = text.charAt(at);
      if (isPrintable(c)) {
        safe.append(c);
      } else {
        safe.append(String.format("\\u%04x", (int) c));
      }
    }
    return safe.length() < LONGEST ? safe.toString() : safe.append('…').toString();
  }

  /** Neither a line break, nor a control, nor what turns the direction of writing. */
  public static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
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
