package org.skymask.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;

/**
 * Small files in the place of those that a release has, with what is checked of them.
 *
 * @param directory of the files
 * @param version of the release
 * @param commit that it is of
 */
record ReleaseFiles(Path directory, String version, String commit) {

  /** Writes all of them, for a commit between two releases. */
  static ReleaseFiles write(Path directory, String number, String commit) throws Exception {
    ReleaseFiles files =
        new ReleaseFiles(Files.createDirectories(directory), number + "-SNAPSHOT", commit);
    for (String kind : List.of("", "-app", "-spark-4", "-spark-4-app")) {
      files.jar("skymask-spark-" + files.version + kind + ".jar", commit);
    }
    for (String kind : List.of("-image", "-spark-4-image", "-site")) {
      files.text("skymask-" + files.version + kind + ".tar.gz", "");
    }
    files.text("skymask_client-" + number + ".dev0.tar.gz", "");
    files.text("skymask_client-" + number + ".dev0-py3-none-any.whl", "");
    files.bills(files.version);
    files.launcher("echo " + files.version + " commit " + commit);
    return files.sum();
  }

  void text(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  void bills(String version) throws IOException {
    String line = "  \"purl\" : \"pkg:maven/org.skymask/skymask-spark@" + version + "?type=jar\"";
    text("bom.json", line);
    text("bom-spark-4.json", line);
  }

  void jar(String name, String commit) throws IOException {
    Map<String, String> entries =
        Map.of(
            "META-INF/MANIFEST.MF", "Implementation-Version: " + version + "\r\n",
            "org/skymask/versions.properties", "commit=" + commit + "\nchanged=false\n");
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue().getBytes(UTF_8));
      }
    }
  }

  /** A launcher that does what a line of the shell does. */
  void launcher(String line) throws Exception {
    String name = "skymask-" + version;
    Path work = Files.createTempDirectory("launcher");
    Checkout.program(work.resolve(name).resolve("jobs/skymask"), "#!/bin/bash\n" + line + "\n");
    shell("tar -czf '%s/%s.tar.gz' -C '%s' '%s'".formatted(directory, name, work, name));
  }

  ReleaseFiles sum() throws Exception {
    shell(
        "cd '%s' && rm -f SHA256SUMS && sha256sum * >/tmp/$$ && mv /tmp/$$ SHA256SUMS"
            .formatted(directory));
    return this;
  }

  private static void shell(String line) throws Exception {
    Run run = SkyMaskProcess.start(List.of("bash", "-c", line), Map.of()).end();
    assertThat(run.exit()).as(run.err()).isZero();
  }
}
