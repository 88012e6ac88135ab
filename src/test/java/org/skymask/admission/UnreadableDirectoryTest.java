package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Refused;
import org.skymask.fixture.Needs;
import org.skymask.model.RefusedException;

/**
 * A client directory of mode 000 is looked at by a process that may not read it: one without the
 * capabilities of root where the tests run as root.
 */
@SuppressWarnings("NullAway.Init")
class UnreadableDirectoryTest {
  @TempDir Path round;
  private Path directory;

  /** Prints what admission and the search for manifests say of a directory. */
  static final class Look {
    private Look() {}

    public static void main(String[] args) throws IOException {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(args[0]);
      Refused refused = (Refused) Upload.admission().admit(Local.raw(), path);
      System.out.println(refused.verdict() + " " + refused.reason() + " " + refused.detail());
      try {
        System.out.println(
            ClientDirectory.isComplete(Local.raw(), path, Limits.DEFAULTS.readTimeLimit()));
      } catch (RefusedException e) {
        System.out.println(e.reason() + " " + e.detail());
      }
    }
  }

  @BeforeEach
  void upload() throws IOException {
    directory = Upload.of("site-a", Upload.values(5)).write(round, "site-a");
    Files.delete(directory.resolve("_manifest.json"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
  }

  @AfterEach
  void open() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void isNotInProgress() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isReadable(directory)) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
      command.add("--inh-caps=-dac_override,-dac_read_search");
      Process can = new ProcessBuilder(join(command, List.of("true"))).start();
      Needs.that(can.waitFor() == 0, "root cannot give up its capabilities (setpriv)");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> look = List.of(java, "-cp", classes, Look.class.getName(), directory.toString());
    Process process = new ProcessBuilder(join(command, look)).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(errors).isZero();
    assertThat(said.lines())
        .hasSize(2)
        .allMatch(line -> line.contains("UNREADABLE _manifest.json cannot be read from storage"))
        .allMatch(line -> line.contains("AccessDeniedException"))
        .anyMatch(line -> line.startsWith("QUARANTINED "));
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
