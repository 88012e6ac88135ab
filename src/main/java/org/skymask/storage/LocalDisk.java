package org.skymask.storage;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's local file system, with three differences: it writes no checksum files beside published
 * files, it starts no process to set the mode of each file and directory, and modes are those of
 * {@link LocalModes}.
 */
final class LocalDisk extends RawLocalFileSystem {
  private final LocalModes modes;

  /**
   * Set while a file is made that keeps the mode of the system; otherwise Hadoop would change it.
   */
  private final ThreadLocal<Boolean> keepsMode = ThreadLocal.withInitial(() -> false);

  private LocalDisk(LocalModes modes) {
    this.modes = modes;
  }

  static LocalDisk of(Configuration hadoop) throws IOException {
    LocalDisk disk = new LocalDisk(LocalModes.of(hadoop));
    disk.initialize(disk.getUri(), hadoop);
    return disk;
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path path, boolean append, @Nullable FsPermission permission) throws IOException {
    if (modes.chosen()) {
      return super.createOutputStreamWithMode(path, append, permission);
    }
    keepsMode.set(true);
    try {
      return super.createOutputStreamWithMode(path, append, permission);
    } finally {
      keepsMode.remove();
    }
  }

  @Override
  protected boolean mkOneDirWithMode(Path path, File directory, @Nullable FsPermission permission)
      throws IOException {
    return modes.chosen() ? super.mkOneDirWithMode(path, directory, permission) : directory.mkdir();
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    if (keepsMode.get()) {
      return;
    }
    java.nio.file.Path file = pathToFile(path).toPath();
    if (permission.getStickyBit()
        || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      super.setPermission(path, permission);
      return;
    }
    LocalModes.set(file, permission);
  }
}
