package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;

/** Every script of jobs/ says what it is for, and does nothing on a command line that is wrong. */
class HelpIT {

  static List<Path> scripts() {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run run(Path script, String argument) throws Exception {
    Map<String, String> environment = Map.of("SKYMASK_ARCHIVE", "existing");
    return SkyMaskProcess.start(List.of(script.toString(), argument), environment).end();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void answersWithItsUsage(Path script) throws Exception {
    for (String help : List.of("-h", "--help")) {
      Run run = run(script, help);
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out()).isNotBlank();
      assertThat(run.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void refusesWhatItDoesNotKnow(Path script) throws Exception {
    Run run = run(script, "--nonsense");
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--nonsense");
  }
}
