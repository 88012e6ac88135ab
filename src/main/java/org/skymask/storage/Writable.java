package org.skymask.storage;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * Whether a directory can be made and filled, asked before hours are spent on what is to go there.
 */
final class Writable {
  private Writable() {}

  /**
   * Asks of the nearest directory that exists. Object storages have no answer but a write.
   *
   * @throws IOException that names the directory
   */
  static void require(FileSystem fs, Path directory) throws IOException {
    boolean local = fs instanceof LocalDisk;
    if (!local && !"hdfs".equals(fs.getScheme())) {
      return;
    }
    Path nearest = directory;
    while (!fs.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!local) {
      fs.access(nearest, FsAction.WRITE_EXECUTE);
    } else if (!Files.isWritable(java.nio.file.Path.of(nearest.toUri().getPath()))) {
      throw new IOException(
          nearest
              + " cannot be written by this user, or its disk is mounted read-only: a round"
              + " publishes there");
    }
  }
}
