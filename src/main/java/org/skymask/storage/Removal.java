package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody reads: temporary files, and what a failed attempt has written. What cannot be
 * removed stays and does no harm, so the work that it was for goes on and the log names it.
 */
public final class Removal {
  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

  /** A way to remove something. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }

  private Removal() {}

  /** Removes a file, or a directory with all that is in it. */
  public static void discard(FileSystem fs, Path path) {
    isDone(path, () -> fs.delete(path, true));
  }

  /**
   * Tries to remove something.
   *
   * @param what names it in the log
   * @return whether the storage says that it is gone
   */
  public static boolean isDone(Object what, Step removal) {
    try {
      removal.run();
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} may be left behind: {}", what, Storage.reason(e));
      return false;
    }
  }
}
