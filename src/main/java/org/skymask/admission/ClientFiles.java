package org.skymask.admission;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.StorageFaults.BrokenOffException;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * The files of one client directory, each opened once and read into memory. What a client can bring
 * about (files that vanish, shrink, grow, may not be read, fail their checksum) is a {@link
 * RefusedException}; what it cannot (see {@link StorageFaults}) is any other {@link IOException}.
 */
final class ClientFiles {
  private final FileSystem fs;
  private final Path directory;

  ClientFiles(FileSystem fs, Path directory) {
    this.fs = fs;
    this.directory = directory;
  }

  /** Refuses what is no directory of its own; false where there is nothing. */
  boolean exist() throws IOException {
    FileStatus status = status(directory);
    if (status != null && !status.isDirectory()) {
      throw new RefusedException(Reason.UNREADABLE, directory.getName() + " is not a directory");
    }
    return status != null;
  }

  /** The length of a file, or −1 where there is none of this name. */
  long length(String name) throws IOException {
    FileStatus status = status(new Path(directory, name));
    if (status == null) {
      return -1;
    }
    if (!status.isFile()) {
      throw new RefusedException(Reason.UNREADABLE, name + " is not a file");
    }
    return status.getLen();
  }

  private @Nullable FileStatus status(Path path) throws IOException {
    return StorageFaults.guard(
        fs,
        directory,
        path.getName(),
        () -> {
          try {
            return statusOnce(path);
          } catch (FileNotFoundException e) {
            return null;
          }
        });
  }

  private FileStatus statusOnce(Path path) throws IOException {
    boolean local = isLocal();
    // Hadoop's local file system starts a process to look at a link.
    boolean link = local && Files.isSymbolicLink(localPath(path));
    FileStatus status = local ? fs.getFileStatus(path) : fs.getFileLinkStatus(path);
    if (link || status.isSymlink()) {
      throw new RefusedException(
          Reason.UNREADABLE, path.getName() + " is a symbolic link; upload the file itself");
    }
    return status;
  }

  private java.nio.file.Path localPath(Path path) {
    return java.nio.file.Path.of(fs.makeQualified(path).toUri().getPath());
  }

  /**
   * The content of a file.
   *
   * @param bytes that it must have, neither more nor fewer
   */
  byte[] read(String name, int bytes) throws IOException {
    byte[] content = StorageFaults.guard(fs, directory, name, () -> readWhole(name, bytes));
    if (content == null || content.length != bytes) {
      throw new RefusedException(
          Reason.SIZE_MISMATCH,
          name
              + " changed while it was read: it does not have "
              + bytes
              + " bytes any more; write"
              + " files before the manifest and leave them alone");
    }
    return content;
  }

  /**
   * A stream that ends before a file does is no file that became shorter: servers broke off, and
   * their client took that for the end. On the local disk there is nobody between.
   *
   * @throws BrokenOffException where it happens again and again
   */
  private byte[] readWhole(String name, int bytes) throws IOException {
    byte[] content = readOnce(name, bytes);
    for (int more = 0; content.length < bytes && !isLocal() && length(name) == bytes; more++) {
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

  private boolean isLocal() {
    return fs.getUri().getScheme().equals("file");
  }

  /** One byte more is asked for, so that a file that grew is noticed. */
  private byte[] readOnce(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    try (FSDataInputStream in = fs.open(new Path(directory, name))) {
      int read = in.readNBytes(content, 0, bytes);
      if (read < bytes) {
        return Arrays.copyOf(content, read);
      }
      return in.read() < 0 ? content : Arrays.copyOf(content, bytes + 1);
    }
  }
}
