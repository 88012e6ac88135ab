package org.skymask.storage.commit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says whose file stands where a commit was tried. A commit names its attempt, which is unique, so
 * equal bytes are the caller's own.
 */
enum Standing {
  OURS,
  ANOTHERS,
  ABSENT;

  /**
   * @param found what was read; null where there is no file
   * @param content what was to be committed
   */
  static Standing of(byte @Nullable [] found, byte[] content) {
    if (found == null) {
      return ABSENT;
    }
    return Arrays.equals(found, content) ? OURS : ANOTHERS;
  }
}
