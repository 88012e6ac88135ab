package org.skymask.storage.commit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whose file stands where a commit was tried. Contents of commits name their attempt, which is
 * unique, so equal bytes are one's own.
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
