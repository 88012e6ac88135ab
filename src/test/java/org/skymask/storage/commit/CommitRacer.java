package org.skymask.storage.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** Tries to commit many files, as a process of its own, and prints the numbers of those it won. */
public final class CommitRacer {
  public static final int HEATS = 200;

  private CommitRacer() {}

  /**
   * @param arguments the directory and this racer's name
   */
  public static void main(String[] arguments) throws IOException {
    LocalCommitProtocol protocol = new LocalCommitProtocol();
    System.out.println("ready");
    if (System.in.read() < 0) {
      return;
    }
    for (int heat = 0; heat < HEATS; heat++) {
      if (protocol.createIfAbsent(file(arguments[0], heat), content(arguments[1]))) {
        System.out.println(heat);
      }
    }
  }

  static org.apache.hadoop.fs.Path file(String directory, int heat) {
    return new org.apache.hadoop.fs.Path(Path.of(directory, "commit-" + heat).toUri());
  }

  public static byte[] content(String racer) {
    return racer.repeat(5_000).getBytes(UTF_8);
  }
}
