package org.skymask.admission;

import java.io.IOException;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Turns an {@link OutOfMemoryError} while a client's file is read into a refusal of that client.
 * The limits should prevent it; a case that they did not foresee must not end the round.
 */
final class OwnMemory {
  private OwnMemory() {}

  /** What reads a file. */
  interface Work {
    void run() throws IOException;
  }

  static void guard(String file, Work work) throws IOException {
    try {
      work.run();
    } catch (OutOfMemoryError e) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          file
              + " takes more memory than the task has left ("
              + e.getMessage()
              + "); if the upload is right, give executors more memory or fewer tasks at a time");
    }
  }
}
