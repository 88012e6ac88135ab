package org.skymask.cli;

import org.skymask.config.ConfigurationException;
import org.skymask.model.Printable;

/** What {@code --reason} says: the words of a person, which go into records and reports. */
final class ReasonOption {
  static final int LONGEST = 500;

  private ReasonOption() {}

  /**
   * The reason without spaces around it.
   *
   * @throws ConfigurationException where nothing is said, too much, or what a terminal would not
   *     show as it is
   */
  static String checked(String text) {
    String reason = text.strip();
    int length = reason.codePointCount(0, reason.length());
    if (length == 0 || length > LONGEST) {
      throw new ConfigurationException(
          "--reason has " + length + " characters, expected 1 to " + LONGEST);
    }
    reason
        .codePoints()
        .filter(point -> !Printable.isPrintable(point))
        .findFirst()
        .ifPresent(
            point -> {
              throw new ConfigurationException(
                  String.format("--reason has U+%04X, expected printable characters", point));
            });
    return reason;
  }
}
