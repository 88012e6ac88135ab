package org.skymask.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An enum whose values have codes in files, keys, options and what is printed. */
public interface Coded {
  /** {@link Enum#name}. */
  String name();

  /** The name in lower case with hyphens: {@code rolled-back}. */
  default String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All codes in the order of the values. */
  static <E extends Enum<E> & Coded> List<String> codes(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Coded::code).toList();
  }

  /** The value with this code; empty where there is none. */
  static <E extends Enum<E> & Coded> Optional<E> find(Class<E> type, String code) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.code().equals(code))
        .findFirst();
  }

  /**
   * The value with this code.
   *
   * @throws IllegalArgumentException that says which codes there are, where this is none
   */
  static <E extends Enum<E> & Coded> E of(Class<E> type, String code) {
    return find(type, code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found " + code + ", expected one of " + String.join(", ", codes(type))));
  }
}
