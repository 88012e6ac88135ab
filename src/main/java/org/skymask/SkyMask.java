package org.skymask;

import org.skymask.cli.Cli;
import org.skymask.cli.ProgramEnd;

/** The main class: {@code skymask COMMAND …}. */
public final class SkyMask {
  private SkyMask() {}

  /** Runs a command and exits with its code (contract.md#exit-codes). */
  public static void main(String[] arguments) {
    ProgramEnd.watch(arguments);
    ProgramEnd.with(Cli.run(arguments));
  }
}
