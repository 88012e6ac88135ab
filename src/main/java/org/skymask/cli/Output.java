package org.skymask.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Standard output. */
final class Output {
  private static final String LOST =
      "the answer is lost: standard output is closed, or its target is full or gone";

  private Output() {}

  /**
   * Writes the answer of a command that does nothing but answer.
   *
   * @throws IOException where nobody gets it
   */
  static void print(Answer answer, boolean asJson) throws IOException {
    if (!isWritten(answer.printed(asJson))) {
      throw new IOException(LOST);
    }
  }

  /**
   * Writes the answer of a command that has done its work; a lost answer does not change the exit
   * code.
   */
  static void tell(Answer answer, boolean asJson) throws IOException {
    if (!isWritten(answer.printed(asJson))) {
      System.err.println("skymask: " + LOST);
    }
  }

  /**
   * Writes everything at once. {@code print} would write pieces of 8 KiB, and where a scheduler
   * reads both streams from one pipe, a line of the log could come between two pieces.
   *
   * @return false where it could not be written
   */
  static boolean isWritten(String text) {
    if (!ProgramEnd.speaks()) {
      ProgramEnd.await();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.out.flush();
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
    return !System.out.checkError();
  }
}
