package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where something is, as messages tell it: also whoever stands in another directory finds it. */
public final class Location {
  private Location() {}

  /**
   * The absolute path of a configured one. One with a scheme is given back as it is, one of this
   * machine gets none, and one of another default file system gets that file system's.
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
