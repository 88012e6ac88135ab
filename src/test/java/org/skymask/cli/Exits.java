package org.skymask.cli;

/** The exit code that a command would end with. */
public final class Exits {
  private Exits() {}

  public static int of(Throwable thrown) {
    return Failure.of(thrown).exit();
  }
}
