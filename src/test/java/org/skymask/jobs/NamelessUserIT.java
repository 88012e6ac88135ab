package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.cli.TestFederation;
import org.skymask.fixture.NamelessUser;

/** A user without a name and a home runs what another user has built. */
class NamelessUserIT {
  private static Run run(String... command) throws Exception {
    try {
      return SkyMaskProcess.start(
              NamelessUser.runs(command),
              Map.of("SKYMASK_MASTER", "local[1]", "SKYMASK_ARCHIVE", "off"))
          .end();
    } catch (IOException e) {
      return new Run(127, "", String.valueOf(e.getMessage()));
    }
  }

  private static void open(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
  }

  @Test
  void runsARound(@TempDir Path directory) throws Exception {
    String launcher = Path.of("jobs/skymask").toAbsolutePath().toString();
    assumeTrue(
        run("test", "-x", launcher).exit() == 0,
        "skipped: this user cannot become another, or others cannot reach the project");
    TestFederation digits = TestFederation.digits(directory);
    open(directory);
    Run round = run(launcher, "round", "--json", "--config", digits.config().toString());
    assertThat(round.exit()).as(round.err()).isZero();
    assertThat(round.json().path("outcome").asText()).isEqualTo("committed");
    assertThat(round.err()).as("what libtorch has to say").doesNotContain("deprecated");
  }

  /** Said before masks are trained for what cannot be published. */
  @Test
  void mayNotWriteTheModels(@TempDir Path directory) throws Exception {
    String launcher = Path.of("jobs/skymask").toAbsolutePath().toString();
    assumeTrue(run("test", "-x", launcher).exit() == 0, "skipped: as above");
    TestFederation digits = TestFederation.digits(directory);
    open(directory);
    Files.setPosixFilePermissions(digits.models(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Run round = run(launcher, "round", "--json", "--config", digits.config().toString());
    assertThat(round.exit()).as(round.err()).isEqualTo(1);
    assertThat(round.message())
        .startsWith(digits.models() + "/")
        .contains("could not be committed");
    assertThat(round.err()).doesNotContain("root-update");
  }
}
