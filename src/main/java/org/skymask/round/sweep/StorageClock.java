package org.skymask.round.sweep;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The time on a storage, which its files carry and which need not be ours. */
final class StorageClock {
  private StorageClock() {}

  /**
   * The earlier of the storage's time and ours, so that a clock that is wrong makes files younger
   * and never older. Told by a file that is written, listed and removed: object stores give a
   * listed file another precision than one that is looked at, and a leftover's files are listed.
   */
  static Instant now(FileSystem fs, Path directory, Instant ours) throws IOException {
    Path probe = new Path(directory, ".sweep." + UUID.randomUUID());
    try {
      fs.create(new Path(probe, "now"), false).close();
      long millis = 0;
      for (FileStatus file : fs.listStatus(probe)) {
        millis = file.getModificationTime();
      }
      Instant theirs = millis <= 0 ? ours : Instant.ofEpochMilli(millis);
      return theirs.isBefore(ours) ? theirs : ours;
    } finally {
      fs.delete(probe, true);
    }
  }
}
