package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.DriverProcess;

/** All files of a version, and those of a rejected round, have one mode; so have directories. */
class FileModesIT {

  /** The program under another umask. */
  private static Run under(String umask, TestFederation federation, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\""));
    command.add("sh");
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(DriverProcess.opens());
    command.addAll(
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("org.skymask.SkyMask");
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", federation.config().toString()));
    return SkyMaskProcess.start(command, Map.of("SKYMASK_MASTER", "local[2]")).end();
  }

  private static Set<String> modes(Path directory, boolean directories) throws Exception {
    Set<String> modes = new TreeSet<>();
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : found.filter(p -> Files.isDirectory(p) == directories).toList()) {
        modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
    return modes;
  }

  private static void allHave(String file, String folder, Path round) throws Exception {
    assertThat(modes(round, false)).containsExactly(file);
    assertThat(modes(round, true)).containsExactly(folder);
  }

  @ParameterizedTest
  @CsvSource({"077,rw-------,rwx------", "022,rw-r--r--,rwxr-xr-x", "002,rw-rw-r--,rwxrwxr-x"})
  void areThoseOfTheUmask(String umask, String file, String folder, @TempDir Path scratch)
      throws Exception {
    TestFederation digits = TestFederation.digits(scratch.resolve("digits"));
    Path from = scratch.resolve("from");
    TestFederation.copy(digits.initial(), from);
    TestFederation.delete(digits.models());
    Run init = under(umask, digits, "init", "--from", from.toString());
    assertThat(init.exit()).as(init.err()).isZero();
    assertThat(digits.left(0)).hasSize(2).contains("commit.json");
    allHave(file, folder, digits.models());
  }

  @ParameterizedTest
  @CsvSource({"077,rw-------,rwx------", "027,rw-r-----,rwxr-x---"})
  void areThoseOfHadoopsKeyWhereItIsSet(
      String key, String file, String folder, @TempDir Path scratch) throws Exception {
    String umask = "spark.hadoop.fs.permissions.umask-mode=" + key;
    TestFederation digits = TestFederation.digits(scratch.resolve("digits"));
    String[] round = {"-D", umask, "-D", "aggregator=fedavg", "-D", "quorum.minimum-accepted=13"};
    Run rejected = Run.of(digits, "round", round);
    assertThat(rejected.exit()).as(rejected.err()).isEqualTo(4);
    allHave(file, folder, digits.models().resolve("round=1"));
    round[5] = "quorum.minimum-accepted=1";
    Run committed = Run.of(digits, "round", round);
    assertThat(committed.exit()).as(committed.err()).isZero();
    allHave(file, folder, digits.models().resolve("round=1"));
  }
}
