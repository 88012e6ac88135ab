package org.skymask;

import org.skymask.cli.Cli;

/** The main class: {@code skymask COMMAND …}. */
public final class SkyMask {
  private SkyMask() {}

  /** Runs a command and exits with its code; see the contract for the codes. */
  public static void main(String[] arguments) {
    System.exit(Cli.run(arguments));
  }
}
