package org.skymask.attack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an attack.
 *
 * @param standard what holds where nothing is given; a Double, an Integer or a String
 * @param least smallest number, inclusive
 * @param most largest number, inclusive
 * @param words what a word may be
 */
public record Parameter(
    String name, Kind kind, Object standard, double least, double most, List<String> words) {

  /** What a value is. */
  public enum Kind {
    NUMBER,
    COUNT,
    WORD,
    TEXT,
    ATTACK
  }

  public Parameter {
    words = List.copyOf(words);
  }

  static Parameter number(String name, double standard, double least, double most) {
    return new Parameter(name, Kind.NUMBER, standard, least, most, List.of());
  }

  static Parameter count(String name, int standard, int least, int most) {
    return new Parameter(name, Kind.COUNT, standard, least, most, List.of());
  }

  /** One of some words, of which the first is the standard. */
  static Parameter word(String name, String... words) {
    return new Parameter(name, Kind.WORD, words[0], 0, 0, List.of(words));
  }

  static Parameter text(String name, String standard) {
    return new Parameter(name, Kind.TEXT, standard, 0, 0, List.of());
  }

  static Parameter attack(String name, String standard) {
    return new Parameter(name, Kind.ATTACK, standard, 0, 0, List.of());
  }

  /** What a value has to be, in words. */
  public String expected() {
    return switch (kind) {
      case NUMBER -> "a number from " + plain(least) + " to " + plain(most);
      case COUNT -> "a whole number from " + plain(least) + " to " + plain(most);
      case WORD -> "one of " + String.join(", ", words);
      case TEXT -> "a text";
      case ATTACK -> "the name of an attack, or a block with its name and its parameters";
    };
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e9
        ? String.valueOf((long) bound)
        : String.valueOf(bound);
  }

  /**
   * @param attack that is told
   * @return a Double, an Integer, a String, or for an attack what was given
   */
  Object read(String attack, @Nullable Object given) {
    Object value =
        switch (kind) {
          case NUMBER -> number(given);
          case COUNT -> count(given);
          case WORD -> given instanceof String word && words.contains(word) ? word : null;
          case TEXT -> given instanceof String ? given : null;
          case ATTACK -> given instanceof String || given instanceof Map ? given : null;
        };
    if (value == null) {
      throw new AttackParameterException(
          "attack " + attack + ": " + name + " is " + given + ", expected " + expected());
    }
    return value;
  }

  private @Nullable Double number(@Nullable Object given) {
    try {
      double value =
          given instanceof Number n ? n.doubleValue() : Double.parseDouble(String.valueOf(given));
      return value >= least && value <= most ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable Integer count(@Nullable Object given) {
    Double value = number(given);
    return value != null && value == Math.rint(value) ? (Integer) value.intValue() : null;
  }
}
