package org.skymask.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The modes of new files and directories on a local disk, the same for everything that is written
 * there. {@code fs.permissions.umask-mode} gives them where it is set; otherwise the process's
 * umask and a directory's default ACL do, as for every program.
 *
 * @param chosen whether Hadoop's key was set
 * @param umask of Hadoop
 */
public record LocalModes(boolean chosen, FsPermission umask) {

  public static LocalModes of(Configuration hadoop) {
    return new LocalModes(
        StorageDefaults.isChosen(hadoop, FsPermission.UMASK_LABEL), FsPermission.getUMask(hadoop));
  }

  /** Those of the process. */
  public static LocalModes ofProcess() {
    return new LocalModes(false, new FsPermission((short) 0));
  }

  /** Gives a file that was just made the mode of all others. */
  public void apply(Path file) throws IOException {
    if (chosen && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      set(file, FsPermission.getFileDefault().applyUMask(umask));
    }
  }

  static void set(Path file, FsPermission permission) throws IOException {
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
