package org.skymask.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The local file system. */
final class Local {
  private Local() {}

  static FileSystem raw() {
    try {
      return FileSystem.getLocal(new Configuration(false)).getRawFileSystem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path path(java.nio.file.Path path) {
    return new Path(path.toString());
  }
}
