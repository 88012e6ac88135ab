package org.skymask.round;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The time on a storage, which its files carry and which need not be ours. */
final class StorageClock {
  private StorageClock() {}

  /**
   * The earlier of the storage's time and ours, so that a clock that is wrong makes files younger
   * and never older. Told by a file that is written and removed.
   */
  static Instant now(FileSystem fs, Path directory, Instant ours) throws IOException {
    Path probe = new Path(directory, ".sweep." + UUID.randomUUID());
    try {
      fs.create(probe, false).close();
      long millis = fs.getFileStatus(probe).getModificationTime();
      Instant theirs = millis <= 0 ? ours : Instant.ofEpochMilli(millis);
      return theirs.isBefore(ours) ? theirs : ours;
    } finally {
      fs.delete(probe, false);
    }
  }
}
