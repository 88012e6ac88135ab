package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded launcher gives Hadoop the files of HADOOP_CONF_DIR, as spark-submit does. */
class HadoopConfDirIT {

  /** A copy of the scripts, with a script that tells its arguments in the place of Java. */
  private static Path checkout(Path home) throws IOException {
    TestFederation.copy(Path.of("jobs"), home.resolve("jobs"));
    Files.createDirectories(home.resolve("target/lib"));
    Files.createFile(home.resolve("target/skymask-spark-1.jar"));
    Files.createFile(home.resolve("target/lib/a.jar"));
    Files.writeString(home.resolve("target/skymask.classpath"), "skymask-spark-1.jar:lib/a.jar");
    Path java = home.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
    Files.writeString(java, "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private static Run status(Path home, Map<String, String> directories) throws Exception {
    Map<String, String> environment = new HashMap<>(directories);
    environment.put("JAVA_HOME", home.resolve("jdk").toString());
    environment.put("SKYMASK_ARCHIVE", "off");
    return SkyMaskProcess.start(
            List.of(home.resolve("jobs/skymask").toString(), "status"), environment)
        .end();
  }

  @Test
  void isOnTheClassPathBehindTheProgram(@TempDir Path directory) throws Exception {
    Path home = checkout(directory.resolve("home"));
    Path hadoop = Files.createDirectory(directory.resolve("a site"));
    Path yarn = Files.createDirectory(directory.resolve("yarn"));
    Run with =
        status(
            home, Map.of("HADOOP_CONF_DIR", hadoop.toString(), "YARN_CONF_DIR", yarn.toString()));
    assertThat(with.exit()).as(with.err()).isZero();
    assertThat(with.out().lines()).anyMatch(line -> line.endsWith(".jar:" + hadoop + ":" + yarn));

    Run without = status(home, Map.of("HADOOP_CONF_DIR", "", "YARN_CONF_DIR", ""));
    assertThat(without.out()).doesNotContain("a site");

    Run wrong = status(home, Map.of("HADOOP_CONF_DIR", "/none", "YARN_CONF_DIR", ""));
    assertThat(wrong.exit()).isZero();
    assertThat(wrong.err()).contains("is /none, which is no directory");
  }
}
