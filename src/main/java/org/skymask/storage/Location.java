package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Absolute places for messages, so that a reader in another directory finds them. */
public final class Location {
  private Location() {}

  /**
   * The absolute path of a configured one. A path with a scheme is returned unchanged. A path on
   * this machine gets no scheme, and a path on another default file system gets that file system's.
   *
   * @throws IOException when the file system cannot be reached
   */
  public static Path of(String configured, Configuration hadoop) throws IOException {
    Path path = new Path(configured);
    if (path.toUri().getScheme() != null) {
      return path;
    }
    Path absolute = Storage.absolute(path, hadoop);
    return "file".equals(absolute.toUri().getScheme())
        ? Path.getPathWithoutSchemeAndAuthority(absolute)
        : absolute;
  }
}
