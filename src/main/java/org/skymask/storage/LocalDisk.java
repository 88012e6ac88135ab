package org.skymask.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without its checksum files, which would stand beside every file that
 * is published, and without the process that it starts to set the mode of each file and directory.
 */
final class LocalDisk extends RawLocalFileSystem {

  static LocalDisk of(Configuration hadoop) throws IOException {
    LocalDisk disk = new LocalDisk();
    disk.initialize(disk.getUri(), hadoop);
    return disk;
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    java.nio.file.Path file = pathToFile(path).toPath();
    if (permission.getStickyBit()
        || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      super.setPermission(path, permission);
      return;
    }
    Set<PosixFilePermission> modes = EnumSet.noneOf(PosixFilePermission.class);
    add(modes, permission.getUserAction(), "OWNER");
    add(modes, permission.getGroupAction(), "GROUP");
    add(modes, permission.getOtherAction(), "OTHERS");
    Files.setPosixFilePermissions(file, modes);
  }

  private static void add(Set<PosixFilePermission> modes, FsAction allowed, String who) {
    for (FsAction action : new FsAction[] {FsAction.READ, FsAction.WRITE, FsAction.EXECUTE}) {
      if (allowed.implies(action)) {
        modes.add(PosixFilePermission.valueOf(who + "_" + action));
      }
    }
  }
}
