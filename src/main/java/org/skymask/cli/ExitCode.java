package org.skymask.cli;

/** What a command's exit status says. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int QUORUM = 3;
  static final int REJECTED = 4;
  static final int CONFLICT = 5;
  static final int UNKNOWN = 6;

  private ExitCode() {}
}
