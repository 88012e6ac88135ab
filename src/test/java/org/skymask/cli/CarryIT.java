package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.ModelVersion;

/** What becomes of rounds that the method rejects: {@code --on-rejection}. */
class CarryIT {
  private static final String[] FEW = {
    "--json", "-D", "aggregator=fedavg", "-D", "quorum.minimum-accepted=13"
  };

  private static Run round(TestFederation federation, String... more) {
    String[] all = new String[FEW.length + more.length];
    System.arraycopy(FEW, 0, all, 0, FEW.length);
    System.arraycopy(more, 0, all, FEW.length, more.length);
    return Run.of(federation, "round", all);
  }

  @Test
  void theOptionStandsAboveTheConfiguration(@TempDir Path directory) throws IOException {
    TestFederation digits = TestFederation.digits(directory);
    Run stopped = round(digits, "--on-rejection", "stop", "-D", "quorum.on-rejection=carry");
    assertThat(stopped.exit()).as(stopped.err()).isEqualTo(4);
    assertThat(stopped.json().path("outcome").asText()).isEqualTo("rejected");
    assertThat(digits.left(1)).hasSize(1);

    Run carried = round(digits, "--on-rejection", "carry", "-D", "quorum.on-rejection=stop");
    assertThat(carried.exit()).as(carried.err()).isZero();
    assertThat(carried.json().path("outcome").asText()).isEqualTo("carried");
    assertThat(digits.left(1)).hasSize(3).contains("commit.json");
    ModelVersion version = digits.version(1);
    assertThat(version.digest()).isEqualTo(digits.version(0).digest());
    assertThat(version.values()).containsExactly(digits.version(0).values());

    // Whoever asks again is told what stands, whatever is to become of a rejection now.
    for (String then : new String[] {"carry", "stop"}) {
      Run again = round(digits, "--round", "1", "--on-rejection", then);
      assertThat(again.exit()).as(again.err()).isZero();
      assertThat(again.json().path("alreadyCommitted").asBoolean()).isTrue();
      assertThat(again.json().path("outcome").asText()).isEqualTo("carried");
      assertThat(again.json().path("attempt")).isEqualTo(carried.json().path("attempt"));
    }
    assertThat(digits.left(1)).hasSize(3);
    theNextRoundGoesOn(digits, version);
  }

  private static void theNextRoundGoesOn(TestFederation digits, ModelVersion base)
      throws IOException {
    float[] delta = new float[base.layout().valueCount()];
    delta[3] = 0.5f;
    digits.upload(2, "site-a", base, delta);
    digits.upload(2, "site-b", base, delta);
    Run next = Run.of(digits, "round", "--json", "-D", "aggregator=fedavg");
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(next.json().path("outcome").asText()).isEqualTo("committed");
    assertThat(next.json().path("baseModel").asText()).isEqualTo(base.digest());
    assertThat(digits.version(2).values()[3]).isEqualTo(base.values()[3] + 0.5f);
  }
}
