package org.skymask.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Gives a name to a user without one: containers often run under a bare number. Hadoop needs a name
 * from the system; local files and S3 do not.
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
