package org.skymask.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.cli.TestFederation;

/**
 * A copy of the scripts somewhere else, with what a build leaves; in the place of Java a script
 * that tells what it was started with.
 *
 * @param home the directory with jobs/ and target/
 */
record Checkout(Path home) {
  private static final String TELLS =
      """
      #!/bin/bash
      case "$*" in
        *ArchiveClassesAtExit*) exit 1 ;;
      esac
      echo "LC_ALL=${LC_ALL:-}"
      printf '%s\\n' "$@"
      """;

  /** One that was never built. */
  static Checkout in(Path home) throws IOException {
    for (String script : List.of("skymask", "s3a", "demo", "image")) {
      copy(home, script);
    }
    try (Stream<Path> library = Files.list(Path.of("jobs/lib"))) {
      for (Path file : library.toList()) {
        copy(home, "lib/" + file.getFileName());
      }
    }
    return new Checkout(home);
  }

  private static void copy(Path home, String script) throws IOException {
    Path target = home.resolve("jobs").resolve(script);
    Files.createDirectories(target.getParent());
    Files.copy(Path.of("jobs").resolve(script), target);
  }

  /** Leaves what a build does: a jar, a library, and their list. */
  Checkout built() throws IOException {
    Files.createDirectories(home.resolve("target/lib"));
    Files.createFile(home.resolve("target/skymask-spark-1.jar"));
    Files.createFile(home.resolve("target/lib/a.jar"));
    Files.writeString(home.resolve("target/skymask.classpath"), "skymask-spark-1.jar:lib/a.jar");
    return this;
  }

  /** A Java of a version, by the file that every JDK has. */
  Path java(String version) throws IOException {
    Path jdk = home.resolve("jdk-" + version);
    program(jdk.resolve("bin/java"), TELLS);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Checkout moved(Path there) throws IOException {
    TestFederation.copy(home, there);
    return new Checkout(there);
  }

  Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return shell(environment, "\"$@\"", arguments);
  }

  /**
   * Runs the launcher by a line of the shell.
   *
   * @param line has the command as its arguments
   */
  Run shell(Map<String, String> environment, String line, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    command.add(home.resolve("jobs/skymask").toString());
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(Map.of("SKYMASK_ARCHIVE", "off", "SPARK_HOME", ""));
    all.putAll(environment);
    return SkyMaskProcess.start(command, all).end();
  }
}
