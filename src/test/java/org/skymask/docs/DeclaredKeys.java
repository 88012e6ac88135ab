package org.skymask.docs;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.named.Declaration;
import org.skymask.named.Parameter;
import org.skymask.rule.Rules;

/** The comment of reference.conf about the rules' parameters. */
final class DeclaredKeys {
  private static final int WIDTH = 100;
  private static final String CONTINUED = "\n#   ";

  private DeclaredKeys() {}

  /** Lines by key, each perhaps continued below. */
  static String comment() {
    return Stream.concat(Rules.ALL.declarations().stream(), Rules.BEFORE.declarations().stream())
        .sorted(Comparator.comparing(Declaration::name))
        .flatMap(
            rule ->
                rule.own().stream()
                    .sorted(Comparator.comparing(Parameter::name))
                    .map(parameter -> wrapped(line(rule, parameter))))
        .collect(Collectors.joining());
  }

  private static String line(Declaration rule, Parameter parameter) {
    String byDefault = parameter.byDefault() == null ? "" : " = " + parameter.shown();
    String otherwise =
        parameter.otherwise() == null ? "" : "; " + parameter.otherwise() + " if not set";
    return "# rule."
        + rule.name()
        + "."
        + parameter.name()
        + byDefault
        + ": "
        + parameter.meaning()
        + ". "
        + sentence(parameter.allowed().expected())
        + otherwise
        + ".";
  }

  /** A number is what the values in this file are anyhow. */
  private static String sentence(String expected) {
    String range = expected.replaceFirst("^a number, ", "").replaceFirst("^a whole", "whole");
    return range.substring(0, 1).toUpperCase(Locale.ROOT) + range.substring(1);
  }

  private static String wrapped(String line) {
    StringBuilder text = new StringBuilder();
    int width = 0;
    for (String word : line.split(" ")) {
      if (width > 0 && width + 1 + word.length() > WIDTH) {
        text.append(CONTINUED).append(word);
        width = CONTINUED.length() - 1 + word.length();
      } else {
        text.append(width == 0 ? "" : " ").append(word);
        width += (width == 0 ? 0 : 1) + word.length();
      }
    }
    return text.append('\n').toString();
  }
}
