package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Rounds started at once on the same directory: one commit, whoever is first. */
class RaceIT {
  private Federation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = Federation.digits(directory);
  }

  /**
   * @param rates of the server: another one gives another model
   */
  private List<Run> race(String... rates) throws Exception {
    List<SkyMaskProcess> racers = new ArrayList<>();
    for (String rate : rates) {
      String[] options = {
        "--json",
        "--round",
        "1",
        "-D",
        "mask.epochs=3",
        "-D",
        "aggregation.server-learning-rate=" + rate
      };
      racers.add(SkyMaskProcess.start(Run.arguments(digits, "round", options)));
    }
    List<Run> runs = new ArrayList<>();
    for (SkyMaskProcess racer : racers) {
      runs.add(racer.end());
    }
    return runs;
  }

  private void oneVersionStands() throws Exception {
    assertThat(digits.left(1)).hasSize(2).contains("commit.json");
    assertThat(digits.version(1).round()).isEqualTo(1);
  }

  @Test
  void theSameRoundTwiceIsOneVersion() throws Exception {
    List<Run> runs = race("1.0", "1.0");
    for (Run run : runs) {
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.json().path("model").asText()).isEqualTo(digits.version(1).digest());
    }
    assertThat(runs).filteredOn(run -> !run.json().path("alreadyCommitted").asBoolean()).hasSize(1);
    assertThat(runs.get(0).json().path("attempt")).isEqualTo(runs.get(1).json().path("attempt"));
    oneVersionStands();
  }

  @Test
  @EnabledIfSystemProperty(named = "skymask.thorough", matches = ".*")
  void ofFourTheOthersSayWhoWasFirst() throws Exception {
    List<Run> runs = race("1.0", "0.5", "1.0", "0.5");
    oneVersionStands();
    String model = digits.version(1).digest();
    int winners = 0;
    for (Run run : runs) {
      if (run.exit() == 0) {
        assertThat(run.json().path("model").asText()).isEqualTo(model);
        winners += run.json().path("alreadyCommitted").asBoolean() ? 0 : 1;
      } else {
        assertThat(run.exit()).as(run.err()).isEqualTo(5);
        assertThat(run.message()).contains("round=1/commit.json");
      }
    }
    assertThat(winners).isEqualTo(1);
    assertThat(runs).filteredOn(run -> run.exit() == 5).hasSize(2);
  }

  @Test
  void ofEightOneCommits() throws Exception {
    List<SkyMaskProcess> racers = new ArrayList<>();
    for (int racer = 0; racer < 8; racer++) {
      String[] options = {"--json", "--round", "1", "-D", "aggregator=fedavg"};
      racers.add(SkyMaskProcess.start(Run.arguments(digits, "round", options)));
    }
    int winners = 0;
    for (SkyMaskProcess racer : racers) {
      Run run = racer.end();
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.json().path("model").asText()).isEqualTo(digits.version(1).digest());
      winners += run.json().path("alreadyCommitted").asBoolean() ? 0 : 1;
    }
    assertThat(winners).isEqualTo(1);
    oneVersionStands();
  }
}
