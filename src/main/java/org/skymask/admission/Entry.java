package org.skymask.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * The kind of thing under a name, found without following links.
 *
 * @param length of a file, otherwise 0
 */
record Entry(String name, Kind kind, long length) {

  /** Only files are read, and only directories are entered. */
  enum Kind {
    FILE("a file"),
    DIRECTORY("a directory"),
    LINK("a symbolic link; upload the file itself"),
    SPECIAL("a pipe, a socket or a device");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * @throws IOException where nothing is there ({@link java.io.FileNotFoundException}, {@link
   *     java.nio.file.NoSuchFileException}), or it may not be looked at
   */
  static Entry of(FileSystem fs, Path path) throws IOException {
    if (isLocal(fs)) {
      BasicFileAttributes attributes =
          Files.readAttributes(
              java.nio.file.Path.of(fs.makeQualified(path).toUri().getPath()),
              BasicFileAttributes.class,
              LinkOption.NOFOLLOW_LINKS);
      // Hadoop's local file system takes pipes, sockets and devices for files, follows links, and
      // says that nothing is there where a directory may not be read.
      if (attributes.isSymbolicLink()) {
        return new Entry(path.getName(), Kind.LINK, 0);
      }
      if (attributes.isOther()) {
        return new Entry(path.getName(), Kind.SPECIAL, 0);
      }
      return of(path, fs.getFileStatus(path));
    }
    return of(path, fs.getFileLinkStatus(path));
  }

  private static Entry of(Path path, FileStatus status) {
    Kind kind = Kind.FILE;
    if (status.isSymlink()) {
      kind = Kind.LINK;
    } else if (status.isDirectory()) {
      kind = Kind.DIRECTORY;
    }
    return new Entry(path.getName(), kind, kind == Kind.FILE ? status.getLen() : 0);
  }

  /** Whether a path is one of this machine's file system. */
  static boolean isLocal(FileSystem fs) {
    return fs.getUri().getScheme().equals("file");
  }

  /**
   * @throws RefusedException where this is something else
   */
  void require(Kind wanted) throws RefusedException {
    if (kind != wanted) {
      throw new RefusedException(
          Reason.UNREADABLE, name + " is not " + wanted.words + " but " + kind.words);
    }
  }
}
