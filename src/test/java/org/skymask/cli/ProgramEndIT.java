package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No exit code but the contract's reaches whoever has started a process. */
class ProgramEndIT {

  @Test
  void aTaskWithoutMemoryIsAFailure() throws Exception {
    Run run = SkyMaskProcess.startMain(EndingDriver.class, "memory").end();
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.message())
        .startsWith("no memory left (OutOfMemoryError: ")
        .contains("spark.driver.memory", "-Xmx");
  }

  /** Spark's own: a thread died, no memory, no local directory, a heartbeat that was not heard. */
  @ParameterizedTest
  @ValueSource(strings = {"50", "52", "53", "56", "3"})
  void whatSparkEndsADriverWithIsAFailure(String exit) throws Exception {
    Run run = SkyMaskProcess.startMain(EndingDriver.class, exit, "--json").end();
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.json().path("exit").asInt()).isEqualTo(1);
    assertThat(run.json().path("error").asText())
        .isEqualTo(run.message())
        .isEqualTo(
            "the program was ended by " + EndingDriver.class.getName() + ", and the log says why");
  }

  @Test
  void aJvmThatWouldEndWithACodeOfItsOwnIsRefused() throws Exception {
    List<String> options = List.of("-XX:+ExitOnOutOfMemoryError");
    Run run = SkyMaskProcess.start(options, "status", "--json").end();
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.json().path("error").asText()).contains("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void sparkWithoutALocalDirectorySaysWhichToName(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory);
    Path file = Files.createFile(directory.resolve("file"));
    Run run =
        SkyMaskProcess.run(
            Run.arguments(digits, "round", "--json", "-D", "spark.local.dir=" + file));
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.json().path("error").asText())
        .startsWith("Spark has no directory to keep blocks in (" + file)
        .endsWith("name one that can be written by spark.local.dir");
  }

  /** Under such a locale Java reads a path with a question mark in the place of the umlaut. */
  @Test
  void withoutUnicodeNoOtherFileIsRead(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory);
    Map<String, String> ascii = Map.of("LC_ALL", "C");
    String models = "models = \"" + directory + "/Modelle-f\u00fcr-alle\"";
    Path config = directory.resolve("other.conf");
    Files.writeString(config, models);
    Run run = SkyMaskProcess.startUnder(ascii, "status", "--config", config.toString()).end();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("cannot be named here", "LC_ALL=C.UTF-8");

    // What spark-submit makes of two bytes that it could not read.
    String broken = "models=" + directory + "/f??r";
    Run argument =
        SkyMaskProcess.startUnder(ascii, Run.arguments(digits, "status", "-D", broken)).end();
    assertThat(argument.exit()).isEqualTo(2);
    assertThat(argument.message()).contains(broken, "has lost characters", "LC_ALL=C.UTF-8");
  }

  @Test
  void anAnswerThatNobodyGetsIsAFailure(@TempDir Path directory) throws Exception {
    TestFederation digits = TestFederation.digits(directory);
    Run full = into("/dev/full", digits);
    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.message()).startsWith("the answer is lost: standard output is closed");
    assertThat(into("/dev/null", digits)).returns(0, Run::exit);
  }

  private static Run into(String where, TestFederation digits)
      throws IOException, InterruptedException {
    List<String> command =
        SkyMaskProcess.command(List.of(), Run.arguments(digits, "status", "--json"));
    String line = "\"$@\" >" + where;
    List<String> all = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    all.addAll(command);
    return SkyMaskProcess.start(all, Map.of()).end();
  }
}
