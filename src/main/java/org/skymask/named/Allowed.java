package org.skymask.named;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the value of a parameter may be. */
public sealed interface Allowed {

  /** In words: {@code a whole number, 1 or more}. */
  String expected();

  /**
   * Reads a value; numbers may be given as text.
   *
   * @return a Double, an Integer or a String, for {@link Name} what was given; null where the value
   *     is outside of the range
   */
  @Nullable Object read(@Nullable Object given);

  /** A number that is not below {@code least}. */
  static Allowed from(double least) {
    return new Numbers(false, new Bound(least, true), Bound.NONE);
  }

  /** A number from {@code least} to {@code most}. */
  static Allowed from(double least, double most) {
    return new Numbers(false, new Bound(least, true), new Bound(most, true));
  }

  /** A number above {@code bound}. */
  static Allowed above(double bound) {
    return new Numbers(false, new Bound(bound, false), Bound.NONE);
  }

  /** A number above 0, at most 1. */
  static Allowed share() {
    return new Numbers(false, new Bound(0, false), new Bound(1, true));
  }

  /** A number above 0, below 1. */
  static Allowed insideShare() {
    return new Numbers(false, new Bound(0, false), new Bound(1, false));
  }

  /** A number from 0 on, below 1. */
  static Allowed shareOrNone() {
    return new Numbers(false, new Bound(0, true), new Bound(1, false));
  }

  /** A whole number that is not below {@code least}, of 32 bits. */
  static Allowed whole(int least) {
    return whole(least, Integer.MAX_VALUE);
  }

  /** A whole number from {@code least} to {@code most}. */
  static Allowed whole(int least, int most) {
    return new Numbers(true, new Bound(least, true), new Bound(most, true));
  }

  /** One of some words. */
  static Allowed words(String... words) {
    return new Words(List.of(words));
  }

  /** Any text. */
  static Allowed text() {
    return new Text();
  }

  /**
   * The name of another thing, or a block with its name and its parameters.
   *
   * @param noun what that is, with its article
   */
  static Allowed name(String noun) {
    return new Name(noun);
  }

  /** A number as a person writes it: without a fraction where there is none. */
  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? String.valueOf((long) number)
        : String.valueOf(number).replace(".0E", "e").replace('E', 'e');
  }

  /**
   * An end of a range.
   *
   * @param inside whether the value itself is in the range
   */
  record Bound(double value, boolean inside) {
    static final Bound NONE = new Bound(Double.POSITIVE_INFINITY, false);
  }

  /** Finite numbers. */
  record Numbers(boolean whole, Bound least, Bound most) implements Allowed {
    @Override
    public String expected() {
      return (whole ? "a whole number, " : "a number, ") + range();
    }

    private String range() {
      if (least.inside && most.inside && !isOpen()) {
        return "from " + plain(least.value) + " to " + plain(most.value);
      }
      String from = least.inside ? plain(least.value) + " or more" : "above " + plain(least.value);
      return isOpen() ? from : from + (most.inside ? ", at most " : ", below ") + plain(most.value);
    }

    private boolean isOpen() {
      return most.value >= Integer.MAX_VALUE && (whole || Double.isInfinite(most.value));
    }

    @Override
    public @Nullable Object read(@Nullable Object given) {
      try {
        BigDecimal number = new BigDecimal(String.valueOf(given));
        double value = number.doubleValue();
        boolean inside =
            (least.inside ? value >= least.value : value > least.value)
                && (most.inside ? value <= most.value : value < most.value);
        return !inside ? null : whole ? (Object) number.intValueExact() : (Object) value;
      } catch (ArithmeticException | NumberFormatException e) {
        return null; // No number, or no whole one.
      }
    }
  }

  /** One of some words. */
  record Words(List<String> words) implements Allowed {
    @Override
    public String expected() {
      return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" or "));
    }

    @Override
    public @Nullable Object read(@Nullable Object given) {
      String word = String.valueOf(given);
      return words.contains(word) ? word : null;
    }
  }

  /** Any text. */
  record Text() implements Allowed {
    @Override
    public String expected() {
      return "a text";
    }

    @Override
    public @Nullable Object read(@Nullable Object given) {
      boolean single = given != null && !(given instanceof Map) && !(given instanceof Collection);
      return single ? String.valueOf(given) : null;
    }
  }

  /** Another thing. */
  record Name(String noun) implements Allowed {
    @Override
    public String expected() {
      return "the name of " + noun + ", or a block with its name and its parameters";
    }

    @Override
    public @Nullable Object read(@Nullable Object given) {
      return given instanceof String || given instanceof Map ? given : null;
    }
  }
}
