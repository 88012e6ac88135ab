package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;

/** {@code jobs/install}: the program on the PATH, with its completion, and both away again. */
class InstallIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path prefix;

  private static Run run(String... command) throws Exception {
    return SkyMaskProcess.start(List.of(command), Map.of("SKYMASK_ARCHIVE", "existing")).end();
  }

  private Run install(String... further) throws Exception {
    List<String> command = new ArrayList<>(List.of("jobs/install", "--prefix", prefix.toString()));
    command.addAll(List.of(further));
    return run(command.toArray(String[]::new));
  }

  /** What a shell offers after a line; its completions are those that were installed. */
  private String offered(String... words) throws Exception {
    String script =
        "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; _complete_skymask;"
            + " echo \"${COMPREPLY[*]}\"";
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.add(prefix.resolve("share/bash-completion/completions/skymask").toString());
    command.addAll(List.of(words));
    Run run = run(command.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void theProgramAndItsCompletionAreInstalledAndRemoved() throws Exception {
    for (int time = 0; time < 2; time++) {
      Run run = install();
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out())
          .contains(prefix + "/bin/skymask: installed", prefix + "/bin is not in your PATH yet");
    }
    String program = prefix.resolve("bin/skymask").toString();
    Run version = run(program, "--version");
    assertThat(version.exit()).as(version.err()).isZero();
    assertThat(version.out()).startsWith("skymask ");
    assertThat(offered("skymask", "ro")).contains("round", "rollback").doesNotContain("status");
    assertThat(offered("skymask", "status", "--w")).contains("--watch");

    assertThat(install("--remove").exit()).isZero();
    try (var left = Files.walk(prefix)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(Files.isSymbolicLink(Path.of(program))).isFalse();
  }

  @Test
  void anotherProgramOfThisNameIsLeftAlone() throws Exception {
    Path other = prefix.resolve("bin/skymask");
    Checkout.program(other, "#!/bin/sh\n");
    for (String option : List.of("--remove", "--prefix")) {
      Run run = option.equals("--remove") ? install(option) : install();
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).contains(other + " is there and is no link to a jobs/skymask");
      assertThat(other).isRegularFile();
    }
  }
}
