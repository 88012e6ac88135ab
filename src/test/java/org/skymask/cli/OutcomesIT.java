package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;
import org.skymask.storage.version.ClientsFile;

/** How rounds end, and what they leave. In this JVM. */
class OutcomesIT {
  private TestFederation digits;

  @BeforeEach
  void aFederation(@TempDir Path directory) {
    digits = TestFederation.digits(directory);
  }

  private Path rejected() {
    return TestFederation.only(digits.models().resolve("round=1"), "rejected=");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRoundThatAcceptsTooFewIsRejectedWithItsRecord() throws IOException {
    Run run = Run.of(digits, "round", "--json", "-D", "quorum.minimum-accepted=10");
    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.json().path("outcome").asText()).isEqualTo("rejected");
    assertThat(run.json().path("commit").isNull()).isTrue();
    assertThat(run.json().path("model").isNull()).isTrue();
    assertThat(run.json().path("why").asText())
        .startsWith("Only 9 clients are accepted, and quorum.minimum-accepted is 10. ");
    assertThat(run.json().at("/counts/accepted").asInt()).isEqualTo(9);
    assertThat(run.json().at("/decision/candidates")).isNotEmpty();
    assertThat(digits.left(1)).hasSize(1);
    assertThat(names(rejected())).containsExactly("clients.parquet", "report.html", "round.json");

    List<ClientResult> clients =
        ClientsFile.read(
            new org.apache.hadoop.fs.Path(rejected().toString(), "clients.parquet"),
            new Configuration(false));
    assertThat(clients).hasSize(12).allMatch(client -> client.contribution().weight() == 0);
    assertThat(clients.stream().filter(c -> c.verdict() == Verdict.FILTERED))
        .extracting(ClientResult::client)
        .containsExactly("site-000", "site-001", "site-002");
  }

  @Test
  void aRejectedRoundMayBeCarriedAndGoneOnFrom() throws IOException {
    String[] carry = {
      "--json", "-D", "quorum.minimum-accepted=10", "-D", "quorum.on-rejection=carry"
    };
    Run run = Run.of(digits, "round", carry);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().path("outcome").asText()).isEqualTo("carried");
    assertThat(digits.version(1).values()).containsExactly(digits.version(0).values());
    assertThat(digits.version(1).digest()).isEqualTo(digits.version(0).digest());
    assertThat(digits.left(1)).hasSize(2);

    Run next = Run.of(digits, "validate", "--json");
    assertThat(next.exit()).isEqualTo(3);
    assertThat(next.json().path("clients")).isEmpty();
    Run standing = Run.of(digits, "validate", "--round", "1", "-D", "quorum.minimum-clients=99");
    assertThat(standing.exit()).as("it is committed").isZero();
    assertThat(standing.out()).contains("12 of 12 uploads", "this round is committed already");
  }

  /** The answer to validate is the one that the round would give. */
  @Test
  void validateEndsAsTheRoundWould() {
    String[] many = {"--json", "-D", "quorum.minimum-clients=13"};
    Run validate = Run.of(digits, "validate", many);
    Run round = Run.of(digits, "round", many);
    assertThat(validate.exit()).as(validate.err()).isEqualTo(3).isEqualTo(round.exit());
    assertThat(validate.message())
        .isEqualTo(round.message())
        .isEqualTo(
            "round 1 has 12 admitted uploads of 12 client directories, and"
                + " quorum.minimum-clients is 13");
    assertThat(validate.json().path("error")).isEqualTo(round.json().path("error"));
    assertThat(validate.json().path("exit").asInt()).isEqualTo(3);
    assertThat(validate.json().path("clients")).hasSize(12);
    assertThat(validate.json().path("admitted").asInt()).isEqualTo(12);
    assertThat(validate.json().path("minimumClients").asInt()).isEqualTo(13);
  }

  @Test
  void aRootLossThatIsNoNumberRejectsTheRound() throws IOException {
    Dataset huge = Dataset.of(40, 64, 10);
    huge.withFeature(0, 0, 1e38f).withFeature(0, 1, -1e38f).write(digits.root());
    Run run = Run.of(digits, "round", "-D", "root.learning-rate=1e30");
    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.out())
        .contains("Round 1 of digits-signflip: rejected.")
        .contains("The round was rejected: the root loss is ");
    assertThat(digits.left(1)).hasSize(1);
    assertThat(names(rejected())).containsExactly("clients.parquet", "report.html", "round.json");
  }

  @Test
  void oneClientIsARoundWhereTheQuorumSaysSo() throws IOException {
    for (int site = 0; site < 11; site++) {
      TestFederation.delete(digits.client(1, String.format("site-%03d", site)));
    }
    Run run = Run.of(digits, "round", "--json", "-D", "quorum.minimum-clients=1");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.json().at("/counts/accepted").asInt()).isEqualTo(1);
    assertThat(digits.version(1).digest()).isEqualTo(run.json().path("model").asText());
  }

  @Test
  void theSameRoundAgainIsTheSameResult() throws IOException {
    Run first = Run.of(digits, "round", "--json");
    assertThat(first.exit()).as(first.err()).isZero();
    JsonNode committed = first.json();
    assertThat(committed.path("alreadyCommitted").asBoolean()).isFalse();

    Run again = Run.of(digits, "round", "--json", "--round", "1");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.json().path("alreadyCommitted").asBoolean()).isTrue();
    for (String field : new String[] {"commit", "model", "attempt", "inputs", "loss", "stages"}) {
      assertThat(again.json().path(field)).as(field).isEqualTo(committed.path(field));
    }

    Run other = Run.of(digits, "round", "--round", "1", "-D", "mask.epochs=5");
    assertThat(other.exit()).isEqualTo(5);
    assertThat(other.message())
        .contains("round=1/commit.json stands")
        .endsWith("under another configuration: mask.epochs = 5 (was 20)");

    TestFederation.delete(digits.client(1, "site-011"));
    Run fewer = Run.of(digits, "round", "--round", "1");
    assertThat(fewer.exit()).isEqualTo(5);
    assertThat(fewer.message())
        .endsWith("stands, made from 12 uploads; there are now 11, not all of them the same");
    assertThat(digits.left(1)).hasSize(2);
    damagedRecordsAreNotReported();
  }

  private void damagedRecordsAreNotReported() throws IOException {
    Path attempt = TestFederation.only(digits.models().resolve("round=1"), "attempt=");
    Files.delete(attempt.resolve("report.html"));
    for (String name : new String[] {"round.json", "clients.parquet"}) {
      byte[] content = Files.readAllBytes(attempt.resolve(name));
      Files.writeString(attempt.resolve(name), "damaged");
      Run report = Run.of(digits, "report");
      assertThat(report.exit()).isEqualTo(1);
      assertThat(report.message()).contains(name + " is damaged: SHA-256 ");
      assertThat(attempt.resolve("report.html")).doesNotExist();
      Files.write(attempt.resolve(name), content);
    }
    assertThat(Run.of(digits, "report").exit()).isZero();
  }

  @Test
  void sparksOwnKeysArePassedOn() {
    Run run = Run.of(digits, "validate", "-D", "spark.executor.extraJavaOptions=-Xmx1g");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).contains("spark.executor.extraJavaOptions");
  }
}
