package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.Assessment;
import org.skymask.model.Assessment.Score;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;
import org.skymask.storage.version.AssessmentJson;

/** {@code skymask site} needs no Spark: it is run in this JVM. */
class SiteTest {
  private static final Pattern LINK = Pattern.compile("<a href=\"([^#\"][^\"]*)\">");

  private TestFederation digits;
  private PastRounds past;

  @TempDir private Path elsewhere = Path.of("");

  @BeforeEach
  void aFederation(@TempDir Path directory) throws IOException {
    digits = TestFederation.digits(directory.resolve("digits"));
    past = new PastRounds(digits);
  }

  private Path page() {
    return digits.models().resolve("index.html");
  }

  private String written(String... further) throws IOException {
    Run run = Run.of(digits, "site", further);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).startsWith(page() + "\n");
    return Files.readString(page());
  }

  private static List<ClientResult> clients(boolean turned) {
    return List.of(
        PastRounds.remembered("site-0", true, new Recalled(0, 0.4, false)),
        PastRounds.remembered("site-1", !turned, new Recalled(turned ? 2.25 : 0, 0.1, false)));
  }

  /** Three versions with reports, and a rejection before the last. */
  private void rounds() throws IOException {
    past.commit(1, clients(false));
    past.commit(2, clients(true));
    past.reject(3, "re?jec#ted", clients(true));
    past.commit(3, clients(true));
    Files.writeString(past.file(1, "report.html"), "");
    Files.writeString(past.file(3, "report.html"), "");
    Files.writeString(digits.models().resolve("round=3/rejected=re?jec#ted/report.html"), "");
  }

  private static List<Path> targets(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(link -> Path.of(URI.create(page.toUri().resolve(link.group(1)).toString())))
        .toList();
  }

  @Test
  void aFederationBeforeItsFirstRound() throws IOException {
    assertThat(written())
        .contains("Version 0 is the newest", "No client directory was seen", ">initial<");
  }

  @Test
  void roundsRejectionsAndTheirReports() throws IOException {
    rounds();
    String page = written();
    assertThat(page).contains("Version 3 is the newest", ">rejected<", ">3<", "<bdi>site-1</bdi>");
    assertThat(targets(page())).hasSize(3).allMatch(Files::isRegularFile);
    assertThat(digits.models().toFile().list())
        .containsExactlyInAnyOrder("index.html", "round=0", "round=1", "round=2", "round=3");
    assertThat(written()).as("the same rounds give the same bytes").isEqualTo(page);
  }

  @Test
  void writesElsewhereWithLinksThatLeadBack() throws IOException {
    rounds();
    Path file = elsewhere.resolve("pages/a b.html");
    Files.createDirectories(file.getParent());
    Run run = Run.of(digits, "site", "--output", file.toString(), "--json");
    assertThat(run.json().path("site").asText()).isEqualTo(file.toString());
    assertThat(run.json().path("rounds").asInt()).isEqualTo(5);
    assertThat(targets(file)).hasSize(3).allMatch(Files::isRegularFile);
    assertThat(page()).doesNotExist();
  }

  @Test
  void theNewestRoundsAlone() throws IOException {
    rounds();
    assertThat(written("--last", "2"))
        .contains("Left out: 2 older rounds.")
        .doesNotContain("round=1/");
  }

  @Test
  void whatIsDamagedIsToldAndTheRestIsShown() throws IOException {
    rounds();
    past.commit(4, clients(false));
    Files.writeString(past.file(1, "clients.parquet"), "no Parquet");
    Files.writeString(past.file(2, "round.json"), "{");
    Files.writeString(digits.models().resolve("round=3/commit.json"), "<b>");
    Files.delete(digits.models().resolve("round=3/rejected=re?jec#ted/clients.parquet"));
    Run run = Run.of(digits, "site", "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> problems =
        StreamSupport.stream(run.json().path("problems").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    assertThat(problems).hasSize(4);
    assertThat(problems.get(0)).startsWith("round 1: ").contains("clients.parquet");
    assertThat(problems.get(1)).startsWith("round 2: ").contains("round.json");
    assertThat(problems.get(2)).startsWith("round 3: ").contains("clients.parquet");
    assertThat(problems.get(3)).startsWith("round 3: ").contains("commit.json");
    assertThat(written())
        .contains("Version 4 is the newest", "Not everything could be read:", ">unknown<")
        .contains("Cannot be read: ", "is not JSON", "and 1 more, under Outcomes");
    assertThat(Run.of(digits, "site").out()).contains("\nnot shown: round 2: ");
  }

  @Test
  void whatEvaluateHasKeptOfThisModel() throws IOException {
    rounds();
    keep(1, "sha256:1", 0.75);
    keep(2, "sha256:another", 0.125);
    Files.writeString(digits.models().resolve("round=3/evaluation.json"), "[]");
    assertThat(written())
        .contains("Evaluation: accuracy", "accuracy 0.750", "skymask-evaluation/1")
        .doesNotContain("accuracy 0.125");
  }

  private void keep(int round, String model, double accuracy) throws IOException {
    Assessment found = new Assessment(model, 100, 0.5, List.of(new Score("accuracy", accuracy)));
    Files.writeString(
        digits.models().resolve("round=" + round + "/evaluation.json"),
        AssessmentJson.toJson(found));
  }

  @Test
  void anOldPageStandsWhereTheNewOneCannotBeWritten() throws IOException {
    Files.createDirectories(page().resolve("full"));
    Run run = Run.of(digits, "site");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).startsWith(page() + " could not be written: ");
    assertThat(digits.models().toFile().list()).containsExactlyInAnyOrder("index.html", "round=0");
  }

  @Test
  void modelsThatDoNotExistAreNamed() {
    Run run = Run.of("site", "-D", "models=" + elsewhere.resolve("none"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).contains(elsewhere.resolve("none") + " does not exist");
  }
}
