package org.skymask.round.judge;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.skymask.config.Rule;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;

/** Reads {@code rule.<name>.*} of one rule, and f. */
final class RuleParameters {
  private final String rule;
  private final Rule settings;
  private final Map<String, Object> given;
  private final SortedMap<String, Object> known = new TreeMap<>();

  RuleParameters(String rule, Rule settings) {
    this.rule = rule;
    this.settings = settings;
    this.given = settings.parameters(rule);
  }

  /** The parameters that were asked for, with their defaults. */
  SortedMap<String, Object> defaults() {
    return known;
  }

  /**
   * f, 0 or more.
   *
   * @throws RoundException where it is not set
   */
  int byzantineCount() throws RoundException {
    if (settings.byzantineCount() == Rule.NOT_SET) {
      throw usage(
          "aggregator "
              + rule
              + " needs rule.byzantine-count, the number f of Byzantine clients to withstand:"
              + " expected a whole number, 0 or more, found -1 (not set)");
    }
    return settings.byzantineCount();
  }

  /** A whole number from {@code least} on. */
  int integer(String name, int byDefault, int least) throws RoundException {
    return (int)
        number(
            name,
            byDefault,
            "a whole number, " + least + " or more",
            x -> x == Math.rint(x) && x >= least && x <= Integer.MAX_VALUE);
  }

  /** A number above 0. */
  double positive(String name, double byDefault) throws RoundException {
    return number(name, byDefault, "a number, above 0", x -> x > 0);
  }

  /** A number, 0 or more. */
  double notNegative(String name, double byDefault) throws RoundException {
    return number(name, byDefault, "a number, 0 or more", x -> x >= 0);
  }

  /** A number above 0, at most 1. */
  double share(String name, double byDefault) throws RoundException {
    return number(name, byDefault, "a number, above 0, at most 1", x -> x > 0 && x <= 1);
  }

  /** One of several words; the first is the default. */
  String oneOf(String name, String... words) throws RoundException {
    known.put(name, words[0]);
    Object value = given.getOrDefault(name, words[0]);
    if (!List.of(words).contains(String.valueOf(value))) {
      throw usage(
          "rule."
              + rule
              + "."
              + name
              + ": expected "
              + String.join(" or ", words)
              + ", found "
              + value);
    }
    return String.valueOf(value);
  }

  private double number(String name, double byDefault, String expected, DoublePredicate inside)
      throws RoundException {
    known.put(name, byDefault);
    Object value = given.get(name);
    if (value == null) {
      return byDefault;
    }
    try {
      double number = new BigDecimal(String.valueOf(value)).doubleValue();
      if (Double.isFinite(number) && inside.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw usage("rule." + rule + "." + name + ": expected " + expected + ", found " + value);
  }

  /**
   * @throws RoundException where a parameter is set that was not asked for
   */
  void requireNoOthers() throws RoundException {
    for (String name : given.keySet()) {
      if (!known.containsKey(name)) {
        throw usage(
            "unknown key rule."
                + rule
                + "."
                + name
                + ": "
                + (known.isEmpty()
                    ? rule + " has no parameters of its own"
                    : "known there: " + String.join(", ", known.keySet())));
      }
    }
  }

  private static RoundException usage(String message) {
    return new RoundException(Kind.USAGE, message);
  }
}
