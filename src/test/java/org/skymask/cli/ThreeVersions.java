package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.skymask.model.ModelVersion;

/** A federation with the versions 0 to 2; the second round was rejected and carried. */
final class ThreeVersions {
  private ThreeVersions() {}

  static TestFederation of(Path directory) throws IOException {
    TestFederation digits = TestFederation.digits(directory);
    round(digits, "-D", "aggregator=fedavg");
    ModelVersion base = digits.version(1);
    float[] delta = new float[base.layout().valueCount()];
    for (String client : new String[] {"site-a", "site-b"}) {
      delta[0] += 0.25f;
      digits.upload(2, client, base, delta);
    }
    round(
        digits,
        "-D",
        "aggregator=fedavg",
        "-D",
        "quorum.minimum-accepted=3",
        "--on-rejection",
        "carry");
    return digits;
  }

  private static void round(TestFederation federation, String... arguments) {
    Run run = Run.of(federation, "round", arguments);
    assertThat(run.exit()).as(run.err()).isZero();
  }
}
