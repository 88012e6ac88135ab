package org.skymask.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;

/** Files by URI on any Hadoop FileSystem. */
public final class Storage {
  private Storage() {}

  /** The file system of a path; {@link LocalDisk} for a local one. */
  public static FileSystem of(Path path, Configuration hadoop) throws IOException {
    refuseCredentials(path);
    FileSystem fs;
    try {
      fs = path.getFileSystem(hadoop);
    } catch (IOException e) {
      throw named(path, e);
    } catch (RuntimeException | LinkageError e) {
      // An unknown host, a URI without what its file system needs, or the file system's own classes
      // are not on the class path.
      throw new IOException(path + " cannot be reached: " + e.getMessage(), e);
    }
    if (fs instanceof LocalFileSystem) {
      LocalNames.require(path);
      // Hadoop shares file systems, with the configuration of whoever asked first.
      return LocalDisk.of(hadoop);
    }
    return fs;
  }

  /**
   * The same path wherever a task runs: an executor of a cluster has a working directory of its
   * own.
   */
  public static Path absolute(Path path, Configuration hadoop) throws IOException {
    return of(path, hadoop).makeQualified(path);
  }

  /** A URI is logged and recorded. */
  private static void refuseCredentials(Path path) throws IOException {
    String scheme = path.toUri().getScheme();
    String authority = path.toUri().getRawAuthority();
    boolean object = scheme != null && scheme.startsWith("s3");
    // Azure's URIs have a container before their host.
    boolean azure = scheme != null && scheme.matches("abfss?|wasbs?");
    if (authority != null
        && (authority.contains("@") && !azure
            || authority.contains(":") && (object || azure && authority.contains("@")))) {
      throw new IOException(
          "a "
              + scheme
              + ": URI holds credentials before its host or bucket (hidden here), expected none;"
              + " see conf/s3.conf for where they belong");
    }
  }

  /** The whole content of a small file. */
  public static byte[] read(FileSystem fs, Path path) throws IOException {
    FileStatus status = fs.getFileStatus(path);
    if (status.isDirectory()) {
      throw new IOException(path + " is a directory, expected a file");
    }
    if (status.getLen() > Integer.MAX_VALUE - 8) {
      throw new IOException(path + " has " + status.getLen() + " bytes, too many for one file");
    }
    byte[] content = new byte[(int) status.getLen()];
    try (FSDataInputStream in = fs.open(path)) {
      in.readFully(0, content);
    }
    return content;
  }

  /** Writes a new file and forces it to disk; fails where it exists. */
  public static FileDigest write(FileSystem fs, Path directory, String name, byte[] content)
      throws IOException {
    Path path = new Path(directory, name);
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(content);
      sync(out);
    } catch (IOException | FSError e) {
      throw named(path, e);
    }
    return new FileDigest(name, content.length, ModelDigest.hex(content));
  }

  /** {@link #write(FileSystem, Path, String, byte[])} of UTF-8 text. */
  public static FileDigest write(FileSystem fs, Path directory, String name, String text)
      throws IOException {
    return write(fs, directory, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The content of a directory by name; empty where it does not exist.
   *
   * @throws IOException that says so where it is a file
   */
  public static List<FileStatus> list(FileSystem fs, Path directory) throws IOException {
    try {
      FileStatus[] found = fs.listStatus(directory);
      if (found.length == 1 && found[0].getPath().equals(fs.makeQualified(directory))) {
        throw new IOException(directory + " is a file, expected a directory");
      }
      Arrays.sort(found, Comparator.comparing(status -> status.getPath().getName()));
      return List.of(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** The Parquet files of a directory by name; empty where it does not exist. */
  public static List<Path> parquetFiles(FileSystem fs, Path directory) throws IOException {
    return list(fs, directory).stream()
        .filter(FileStatus::isFile)
        .map(FileStatus::getPath)
        .filter(path -> FileNames.isParquet(path.getName()))
        .toList();
  }

  /**
   * The directory itself, or the nearest above it that exists.
   *
   * @throws IOException that says so where that is a file
   */
  public static Path existing(FileSystem fs, Path directory) throws IOException {
    Path at = directory;
    while (!at.isRoot() && !fs.exists(at)) {
      at = at.getParent();
    }
    if (!fs.getFileStatus(at).isDirectory()) {
      throw new IOException(at + " is a file, expected a directory");
    }
    return at;
  }

  /** Forces what was written to the disks; an object storage does this when the file is closed. */
  static void sync(FSDataOutputStream out) throws IOException {
    if (out.hasCapability(StreamCapabilities.HSYNC)) {
      out.hsync();
    }
  }

  /** An I/O error whose message names the file. */
  public static IOException named(Path path, Throwable thrown) {
    // Hadoop's local file system says by an Error that the disk is full.
    Throwable e =
        thrown instanceof FSError && thrown.getCause() != null ? thrown.getCause() : thrown;
    String message = String.valueOf(e.getMessage());
    return e instanceof IOException known && message.contains(path.toUri().getPath())
        ? known
        : new IOException(path + ": " + message, e);
  }

  /** What an exception says, in a line: HDFS appends the server's stack trace. */
  public static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }

  static DigestOutputStream digesting(FSDataOutputStream out) {
    return new DigestOutputStream(out, ModelDigest.sha256());
  }
}
