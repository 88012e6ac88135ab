package org.skymask.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of this machine. */
public final class LocalFiles {
  private LocalFiles() {}

  /** A path of Hadoop's as one of Java's. */
  public static Path of(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  /**
   * Replaces a file as a whole: whoever reads it at any moment reads the old content or the new.
   *
   * @param beside a file in the same directory, which is renamed
   */
  public static void replace(Path file, Path beside) throws IOException {
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The same with a text, which is written beside the file before. */
  public static void replace(Path file, String text) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(beside, text);
    replace(file, beside);
  }
}
