package org.skymask.cli;

/** What a command would end with. */
public final class Exits {
  private Exits() {}

  /** Its exit code. */
  public static int of(Throwable thrown) {
    return Failure.of(thrown).exit();
  }

  /** The line that it would say. */
  public static String message(Throwable thrown) {
    return Failure.of(thrown).message();
  }
}
