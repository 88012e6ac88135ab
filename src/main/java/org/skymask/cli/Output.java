package org.skymask.cli;

import java.nio.charset.StandardCharsets;

/** Standard output. */
final class Output {
  private Output() {}

  /**
   * Writes a command's answer at once. {@code print} would hand it on in pieces of 8 KiB, and where
   * a scheduler reads both streams from one pipe, a line of the log could come between two.
   */
  static void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.out.flush();
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
