package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.TestFederation;

/** A models directory that cannot be written is told before anything is computed. */
class ReadOnlyDiskIT {

  @Test
  void isToldBeforeUploadsAreRead(@TempDir Path scratch) throws Exception {
    TestFederation digits = TestFederation.digits(scratch.resolve("digits"));
    try (SmallDisk disk = SmallDisk.mount(scratch.resolve("small"), "4m")) {
      Path models = disk.directory().resolve("models");
      TestFederation.copy(digits.models(), models);
      disk.readOnly();
      Run round = Run.of(digits, "round", "-D", "models=" + models);
      assertThat(round.exit()).isEqualTo(1);
      assertThat(round.message())
          .contains("round=1/commit.json could not be committed: ")
          .contains(models + " cannot be written (Read-only file system)");
      assertThat(round.err()).doesNotContain("admit");
      try (Stream<Path> left = Files.list(models)) {
        assertThat(left).hasSize(1);
      }
    }
  }
}
