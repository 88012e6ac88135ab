package org.skymask.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;

/** What {@code --rounds} says: rounds from {@code first} to {@code last}. */
record RoundRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})?(-)?(\\d{1,9})?");

  static final RoundRange ALL = new RoundRange(1, Integer.MAX_VALUE);

  /**
   * @param text {@code 3-9}, {@code 3-}, {@code -9} or {@code 3}; null for all
   * @throws ConfigurationException where it is none of these
   */
  static RoundRange parse(@Nullable String text) {
    if (text == null) {
      return ALL;
    }
    Matcher form = FORM.matcher(text);
    if (form.matches() && (form.group(1) != null || form.group(3) != null)) {
      int first = form.group(1) == null ? 1 : Integer.parseInt(form.group(1));
      int last =
          form.group(3) != null
              ? Integer.parseInt(form.group(3))
              : form.group(2) != null ? Integer.MAX_VALUE : first;
      if (first >= 1 && first <= last) {
        return new RoundRange(first, last);
      }
    }
    throw new ConfigurationException(
        "--rounds " + text + ": expected 3-9, 3-, -9 or 3; the first round is 1");
  }
}
