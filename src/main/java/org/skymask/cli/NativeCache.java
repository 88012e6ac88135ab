package org.skymask.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Chooses where the engines' libraries unpack their native parts: the user's home. Where that
 * cannot be written, DJL would use one place in the temporary directory for all users, which
 * belongs to the first one.
 */
final class NativeCache {
  private static final Map<String, String> PLACES =
      Map.of("DJL_CACHE_DIR", "djl", "org.bytedeco.javacpp.cachedir", "javacpp");

  private NativeCache() {}

  /** Names a directory that is this user's alone where the home cannot be written. */
  static void settle() {
    if (!Files.isWritable(Path.of(System.getProperty("user.home")))) {
      settle(Path.of(System.getProperty("java.io.tmpdir")), System.getProperty("user.name"));
    }
  }

  /** Whoever has set a place keeps it. */
  static void settle(Path temporary, String user) {
    Path own = temporary.resolve("skymask-" + user);
    if (!isOurs(own)) {
      return;
    }
    PLACES.forEach(
        (name, directory) -> {
          if (System.getenv(name) == null && System.getProperty(name) == null) {
            System.setProperty(name, own.resolve(directory).toString());
          }
        });
  }

  /** Another user could have made it, and put libraries there. */
  private static boolean isOurs(Path directory) {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return true;
    } catch (FileAlreadyExistsException e) {
      return isOurDirectory(directory);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOurDirectory(Path directory) {
    try {
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS)
              .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
