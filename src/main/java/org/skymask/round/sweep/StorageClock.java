package org.skymask.round.sweep;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The clock of a storage, which may differ from this machine's. */
final class StorageClock {
  private StorageClock() {}

  /**
   * The earlier of the storage's time and this machine's, so that a wrong clock makes files younger
   * and never older. To learn it, a file is written, listed and removed: object stores give listed
   * files another precision than single ones, and a leftover's files are listed.
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
