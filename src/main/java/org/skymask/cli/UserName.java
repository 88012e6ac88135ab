package org.skymask.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A user that the machine has no name for: containers often run under such a number. Hadoop takes
 * the name from the system and cannot do without; local files and S3 need none.
 */
final class UserName {
  /** What Java says where the system has no entry for a user. */
  static final String NONE = "?";

  private UserName() {}

  /** Gives the user a name, of HADOOP_USER_NAME or its number, and a home. */
  static void settle() {
    if (NONE.equals(System.getProperty("user.home"))) {
      System.setProperty("user.home", home());
    }
    if (NONE.equals(System.getProperty("user.name"))) {
      String chosen = System.getenv("HADOOP_USER_NAME");
      String name = chosen == null || chosen.isBlank() ? number() : chosen;
      System.setProperty("user.name", name);
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
    }
  }

  /** Libraries unpack their native parts there; otherwise into a directory with the name ?. */
  private static String home() {
    String home = System.getenv("HOME");
    return home != null && Files.isWritable(Path.of(home))
        ? home
        : System.getProperty("java.io.tmpdir");
  }

  private static String number() {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "nobody";
    }
  }
}
