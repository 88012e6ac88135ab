package org.skymask.named;

import org.jspecify.annotations.Nullable;

/** A thing that there is not, or a parameter that there is not or that cannot be as it is. */
public final class ParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ParameterException(String message) {
    super(message);
  }

  /** Of a value that cannot be. */
  public static ParameterException of(String key, String expected, @Nullable Object found) {
    return new ParameterException(key + ": expected " + expected + ", found " + found);
  }
}
