package org.skymask.admission;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.StorageFaults.BrokenOffException;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.Budget;

/**
 * The files of one client directory, each opened once and read into memory. Faults that a client
 * can cause (files that vanish, shrink, grow, may not be read, fail their checksum, are not regular
 * files, or that storage never answers for) are {@link RefusedException}s. Other faults (see {@link
 * StorageFaults}) are other {@link IOException}s.
 */
final class ClientFiles {
  /** Bytes that are asked for at a time. */
  private static final int PIECE = 1 << 20;

  private final FileSystem fs;
  private final Path directory;
  private final ReadTimeLimit limit;

  ClientFiles(FileSystem fs, Path directory, ReadTimeLimit limit) {
    this.fs = fs;
    this.directory = directory;
    this.limit = limit;
  }

  /** Refuses anything but a directory; false where there is nothing. */
  boolean exist() throws IOException {
    Entry entry = entry(directory);
    if (entry != null) {
      entry.require(Entry.Kind.DIRECTORY);
    }
    return entry != null;
  }

  /** Whether anything stands under this name, be it a file or not. */
  boolean has(String name) throws IOException {
    return entry(new Path(directory, name)) != null;
  }

  /** The length of a file, or −1 where there is none of this name. */
  long length(String name) throws IOException {
    Entry entry = entry(new Path(directory, name));
    if (entry == null) {
      return -1;
    }
    entry.require(Entry.Kind.FILE);
    return entry.length();
  }

  private @Nullable Entry entry(Path path) throws IOException {
    return StorageFaults.guard(
        fs,
        directory,
        path.getName(),
        limit,
        () -> {
          try {
            return Entry.of(fs, path);
          } catch (FileNotFoundException | NoSuchFileException e) {
            return null;
          }
        });
  }

  /**
   * The content of a file.
   *
   * @param bytes that it must have, neither more nor fewer
   * @param budget the content is charged to
   */
  byte[] read(String name, int bytes, Budget budget) throws IOException {
    budget.charge(bytes, name);
    Content content = StorageFaults.guard(fs, directory, name, limit, () -> readWhole(name, bytes));
    if (content == null || content.length != bytes || content.more) {
      throw new RefusedException(
          Reason.SIZE_MISMATCH,
          name
              + " changed while it was read: it does not have "
              + bytes
              + " bytes any more; write"
              + " files before the manifest and do not change them");
    }
    return content.bytes;
  }

  /**
   * What was read of a file.
   *
   * @param length bytes that were there
   * @param more whether there were more than asked for
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Content(byte[] bytes, int length, boolean more) {}

  /**
   * Tells a file that became shorter from a stream that ended early: servers may break off, and
   * their client takes that for the end. On the local disk this cannot happen.
   *
   * @throws BrokenOffException where it happens again and again
   */
  private Content readWhole(String name, int bytes) throws IOException {
    Content content = readOnce(name, bytes);
    for (int more = 0;
        content.length < bytes && !Entry.isLocal(fs) && length(name) == bytes;
        more++) {
      if (more == 2) {
        throw new BrokenOffException(
            new Path(directory, name)
                + " broke off after "
                + content.length
                + " bytes, and has "
                + bytes);
      }
      content = readOnce(name, bytes);
    }
    return content;
  }

  private Content readOnce(String name, int bytes) throws IOException {
    Path path = new Path(directory, name);
    return limit.run(
        name,
        progress -> {
          try (FSDataInputStream in = fs.open(path)) {
            progress.run();
            return content(in, bytes, progress);
          }
        });
  }

  /** One byte more is asked for, so that a file that grew is noticed. */
  private static Content content(FSDataInputStream in, int bytes, Runnable progress)
      throws IOException {
    byte[] content = new byte[bytes];
    int done = 0;
    while (done < bytes) {
      int read = in.read(content, done, Math.min(PIECE, bytes - done));
      if (read < 0) {
        return new Content(content, done, false);
      }
      done += read;
      progress.run();
    }
    return new Content(content, done, in.read() >= 0);
  }
}
