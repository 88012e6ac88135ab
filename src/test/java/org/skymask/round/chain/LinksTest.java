package org.skymask.round.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.Documents;

/** What must hold of a version that a rollback made. */
class LinksTest {
  private static Commit commit(int round, String model) {
    return new Commit("demo", round, "x", "sha256:base", model, List.of(), "test");
  }

  private static List<String> wrong(String outcome, String rollback, @Nullable Commit target) {
    String json = "{\"round\": 4, \"outcome\": \"" + outcome + "\"" + rollback + "}";
    return Links.withTarget(commit(4, "sha256:a"), Documents.round(json), target, "round.json");
  }

  @Test
  void theValuesAreThoseOfTheVersionThatItNames() {
    String rollback = ", \"rollback\": {\"to\": 1, \"reason\": \"poisoned\"}";
    assertThat(wrong("rolled-back", rollback, commit(1, "sha256:a"))).isEmpty();
    assertThat(wrong("rolled-back", rollback, commit(1, "sha256:b")))
        .containsExactly(
            "round.json is a rollback to version 1, which has sha256:b, and its commit names the"
                + " model sha256:a");
    assertThat(wrong("rolled-back", rollback, null))
        .containsExactly(
            "round.json is a rollback to version 1, which has no commit, and its commit names the"
                + " model sha256:a");
  }

  @ParameterizedTest
  @CsvSource({"3", "4", "5"})
  void itGoesBack(int to) {
    String rollback = ", \"rollback\": {\"to\": " + to + ", \"reason\": \"poisoned\"}";
    assertThat(wrong("rolled-back", rollback, commit(to, "sha256:a")))
        .containsExactly("round.json is a rollback to version " + to + ", expected an earlier one");
  }

  @Test
  void outcomeAndRollbackGoTogether() {
    assertThat(wrong("committed", "", null)).isEmpty();
    assertThat(wrong("rolled-back", "", null))
        .containsExactly("round.json has outcome = rolled-back and no rollback");
    assertThat(wrong("committed", ", \"rollback\": {\"to\": 1}", commit(1, "sha256:a")))
        .containsExactly("round.json has outcome = committed and a rollback to version 1");
  }
}
