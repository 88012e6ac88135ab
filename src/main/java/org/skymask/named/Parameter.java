package org.skymask.named;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a thing can be told.
 *
 * @param name of the parameter; of one that several things share, its whole key
 * @param byDefault what holds where nothing is given; null where there is no such value
 * @param otherwise what the thing does by itself where nothing is given, in words; null where there
 *     is a default, or where the value has to be given
 * @param meaning a sentence without its full stop
 * @param isShared whether all things read the same value
 */
public record Parameter(
    String name,
    Allowed allowed,
    @Nullable Object byDefault,
    @Nullable String otherwise,
    String meaning,
    boolean isShared) {

  /** With a default in its range. */
  public static Parameter of(String name, Allowed allowed, Object byDefault, String meaning) {
    Object value = Objects.requireNonNull(allowed.read(byDefault), name);
    return new Parameter(name, allowed, value, null, meaning, false);
  }

  /** Found by the thing itself where it is not given. */
  public static Parameter found(String name, Allowed allowed, String otherwise, String meaning) {
    return new Parameter(name, allowed, null, otherwise, meaning, false);
  }

  /** To be given. */
  public static Parameter required(String name, Allowed allowed, String meaning) {
    return new Parameter(name, allowed, null, null, meaning, false);
  }

  /** To be given to all things that need it, in one place. */
  public static Parameter shared(String key, Allowed allowed, String meaning) {
    return new Parameter(key, allowed, null, null, meaning, true);
  }

  /** The default as a person writes it; empty where there is none. */
  public String shown() {
    return byDefault == null
        ? ""
        : byDefault instanceof Number number
            ? Allowed.plain(number.doubleValue())
            : byDefault.toString();
  }
}
