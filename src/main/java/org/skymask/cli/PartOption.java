package org.skymask.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skymask.config.ConfigurationException;

/** What {@code --part} says: the {@code part}-th of {@code parts}, from 1. */
record PartOption(int part, int parts) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  /**
   * @param text {@code 1/3}
   * @throws ConfigurationException where it is not of that form
   */
  static PartOption parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      PartOption option =
          new PartOption(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
      if (option.part >= 1 && option.part <= option.parts) {
        return option;
      }
    }
    throw new ConfigurationException(
        "--part " + text + ": expected K/N with K from 1 to N, such as 1/2 and 2/2");
  }
}
