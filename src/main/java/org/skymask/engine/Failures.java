package org.skymask.engine;

/** Libraries' exceptions as errors of one line. */
public final class Failures {
  private static final int LONGEST = 300;

  private Failures() {}

  /** Describes a failure with its innermost reason. */
  public static EngineException of(String what, Throwable e) {
    if (e instanceof EngineException known) {
      return known;
    }
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    String message =
        String.valueOf(reason.getMessage())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse(reason.getClass().getSimpleName());
    String line = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    return new EngineException(what + ": " + line, e);
  }
}
