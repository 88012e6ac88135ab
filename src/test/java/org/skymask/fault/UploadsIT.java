package org.skymask.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.TestFederation;

/** Clients whose uploads break off: the round goes on with the others, and says who is missing. */
class UploadsIT {
  private static final Map<String, String[]> DAMAGE =
      Map.of(
          "site-003", new String[] {"incomplete", "null"},
          "site-004", new String[] {"quarantined", "missing-file"},
          "site-005", new String[] {"quarantined", "size-mismatch"});

  private TestFederation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = TestFederation.digits(directory);
  }

  private Run round() {
    return Run.of(digits, "round", "--json", "--round", "1", "-D", "aggregator=fedavg");
  }

  private Path shard(String client) {
    return TestFederation.only(digits.client(1, client), "part-");
  }

  /** Takes away what had not yet been sent. */
  private void breakOff() throws IOException {
    Files.delete(digits.client(1, "site-003").resolve("_manifest.json"));
    Files.delete(shard("site-004"));
    byte[] content = Files.readAllBytes(shard("site-005"));
    Files.write(shard("site-005"), java.util.Arrays.copyOf(content, content.length / 2));
  }

  @Test
  void uploadsThatBrokeOffAreLeftOut() throws IOException {
    breakOff();
    Run validated = Run.of(digits, "validate", "--json");
    for (Map.Entry<String, String[]> damage : DAMAGE.entrySet()) {
      assertThat(validated.json().path("clients"))
          .anySatisfy(
              client -> {
                assertThat(client.path("client").asText()).isEqualTo(damage.getKey());
                assertThat(client.path("verdict").asText()).isEqualTo(damage.getValue()[0]);
                assertThat(client.path("reason").asText("null")).isEqualTo(damage.getValue()[1]);
              });
    }
    Run run = round();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().at("/counts/accepted").asInt()).isEqualTo(9);
    assertThat(run.json().at("/counts/incomplete").asInt()).isEqualTo(1);
    assertThat(run.json().at("/counts/quarantined").asInt()).isEqualTo(2);
    String model = digits.version(1).digest();

    aManifestComesLate();
    Run again = round();
    assertThat(again.exit()).isEqualTo(5);
    assertThat(again.message())
        .endsWith("stands, made from 9 uploads; there are now 10, not all of them the same");
    assertThat(digits.version(1).digest()).isEqualTo(model);
    assertThat(digits.left(1)).hasSize(2);
  }

  private void aManifestComesLate() throws IOException {
    Path golden = TestFederation.golden().resolve("updates/round=1/client=site-003/_manifest.json");
    Files.write(digits.client(1, "site-003").resolve("_manifest.json"), Files.readAllBytes(golden));
  }

  @Test
  void aManifestThatIsHalfWrittenIsNoUpload() throws IOException {
    Path manifest = digits.client(1, "site-003").resolve("_manifest.json");
    String whole = Files.readString(manifest);
    Files.write(manifest, whole.substring(0, whole.length() / 2).getBytes(UTF_8));
    Run run = round();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().at("/counts/accepted").asInt()).isEqualTo(11);
    assertThat(run.json().at("/counts/quarantined").asInt()).isEqualTo(1);
  }
}
