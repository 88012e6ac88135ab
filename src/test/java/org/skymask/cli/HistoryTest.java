package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.ClientResult;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;

/** {@code skymask history} needs no Spark: it is run in this JVM. */
class HistoryTest {
  private TestFederation digits;
  private PastRounds past;

  @BeforeEach
  void aFederation(@TempDir Path directory) throws IOException {
    digits = TestFederation.digits(directory.resolve("digits"));
    past = new PastRounds(digits);
  }

  /** Five clients; one is filtered from round 6 on, one is late once. */
  private static List<ClientResult> clients(int round) {
    List<ClientResult> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double norm = 1 + 0.1 * i;
      clients.add(PastRounds.client("site-" + i, true, norm, 0.5 + 0.02 * i));
    }
    clients.add(PastRounds.client("turned", round < 6, round < 6 ? 1.15 : 40, 0.53));
    if (round == 3) {
      clients.set(
          3,
          ClientResult.refused("site-3", Verdict.QUARANTINED, Reason.WRONG_ROUND, "round 2", 50L));
    }
    return clients;
  }

  private void rounds(int count) throws IOException {
    for (int round = 1; round <= count; round++) {
      past.commit(round, clients(round));
    }
  }

  private Run history(String... further) {
    return Run.of(digits, "history", further);
  }

  @Test
  void aFederationBeforeItsFirstRound() {
    Run run = history();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("No round of digits-signflip has come to a result yet.\n");
    assertThat(history("--json").json().path("rounds")).isEmpty();
  }

  /** Evidence against one, a flag on another. */
  private void remembered() throws IOException {
    List<ClientResult> clients = new ArrayList<>();
    clients.add(PastRounds.remembered("site-0", true, new Recalled(0, 0.4, false)));
    clients.add(PastRounds.remembered("site-1", false, new Recalled(2.25, 0.125, false)));
    clients.add(PastRounds.remembered("site-2", false, new Recalled(0, -0.3, true)));
    clients.add(PastRounds.remembered("site-3", true, new Recalled(0, null, false)));
    past.commit(1, clients);
  }

  @Test
  void whatIsHeldAgainstClients() throws IOException {
    remembered();
    assertThat(history().out())
        .contains("Held against clients (evidence of 1.5 or more, or the flag, leaves out):\n")
        .containsPattern("site-1 +2\\.25 +\\+0\\.1[23]")
        .containsPattern("site-2 +0\\.00 +-0\\.30 +reversed")
        .doesNotContainPattern("site-0 +0\\.00");
    assertThat(history("--client", "site-2").out()).containsPattern("evidence +curvature");
    JsonNode clients = history("--json").json().path("clients");
    assertThat(clients.at("/1/rounds/0/evidence").asDouble()).isEqualTo(2.25);
    assertThat(clients.at("/2/rounds/0/reversed").asBoolean()).isTrue();
    assertThat(clients.at("/3/rounds/0/curvature").isNull()).isTrue();
  }

  @Test
  void aLineAClientAndWhoDrifts() throws IOException {
    rounds(10);
    Run run = history();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("digits-signflip: 10 rounds, from round 1 to 10.\n")
        .contains(
            "\nclient    1        10  accepted  filtered  refused  density  norm  clipped  weight"
                + "  similarity\n")
        .contains(
            "\nsite-0    ..........   10        0         0        0.500    1.00  1.00     0.200")
        .contains(
            "\nsite-3    ..q.......   9         0         1        0.560    1.30  1.00     0.180")
        .contains("\nturned *  .....xxxxx   5         5  ")
        .contains("\n* Clients that drift:\nturned  norm ")
        .contains("        norm rose by ")
        .contains("filtered in 5 of 5 recent rounds, before in 0 of 5\n");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void twoRoundsAreTooFewToTell() throws IOException {
    rounds(2);
    assertThat(history().out())
        .endsWith(
            "\nToo few rounds to tell who drifts: 3 of a client's recent rounds are needed.\n");
    assertThat(history("--json").json().path("tells").asBoolean(true)).isFalse();
  }

  @Test
  void whatJsonHolds() throws IOException {
    rounds(10);
    JsonNode json = history("--json").json();
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("federation").asText()).isEqualTo("digits-signflip");
    assertThat(json.at("/rounds/2").toString())
        .isEqualTo(
            "{\"round\":3,\"attempt\":\"attempt-3\",\"outcome\":\"committed\",\"event\":null,\"accepted\":4,"
                + "\"filtered\":0,\"quarantined\":1,\"incomplete\":0}");
    assertThat(json.path("tells").asBoolean()).isTrue();
    assertThat(json.path("drifting").toString()).isEqualTo("[\"turned\"]");
    JsonNode late = json.at("/clients/3");
    assertThat(late.path("client").asText()).isEqualTo("site-3");
    assertThat(late.path("quarantined").asInt()).isEqualTo(1);
    assertThat(late.at("/mean/norm").asDouble()).isEqualTo(1.3);
    assertThat(late.at("/rounds/2/reason").asText()).isEqualTo("wrong-round");
    assertThat(late.at("/rounds/2/norm").isNull()).isTrue();
    assertThat(late.at("/rounds/2/positions/norm").isNull()).isTrue();
    assertThat(late.path("drift")).isEmpty();
    JsonNode turned = json.at("/clients/4");
    assertThat(turned.at("/rounds/9/similarity").asDouble()).isEqualTo(-0.5);
    assertThat(turned.at("/rounds/9/positions/norm").asDouble()).isGreaterThan(10);
    assertThat(turned.path("drift"))
        .extracting(finding -> finding.path("kind").asText())
        .containsExactly("apart", "moved", "apart", "moved", "filtered");
  }

  @Test
  void someRoundsAndClients() throws IOException {
    rounds(10);
    Run run = history("--client", "turned", "--client", "site-1", "--rounds", "5-8", "--last", "3");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("digits-signflip: 3 rounds, from round 6 to 8.\n\nsite-1\nround  outcome ")
        .contains(
            "\n6      committed  accepted  ", "\n7      committed  filtered  masked-out  0.530")
        .contains("norm +", "* Clients that drift:\nturned  ")
        .doesNotContain("site-2", "\n5 ");
    assertThat(history("--rounds", "7-", "--json").json().path("rounds")).hasSize(4);
    assertThat(history("--rounds", "-7", "--json").json().path("rounds")).hasSize(7);
    assertThat(history("--rounds", "7", "--json").json().path("rounds")).hasSize(1);
    assertThat(history("--rounds", "11", "--json").json().path("rounds")).isEmpty();
  }

  @Test
  void manyRoundsAreCutAtTheLeft() throws IOException {
    rounds(75);
    Run run = history();
    assertThat(run.out())
        .contains("; the last 60 are drawn, all are counted and averaged.")
        .contains("\nclient    16  20        30        40  ")
        .contains("\nsite-0    " + ".".repeat(60) + "  75 ");
    assertThat(run.out().lines().filter(line -> line.startsWith("site")))
        .allMatch(line -> line.length() <= 140);
  }

  @Test
  void rejectedRoundsAreThereUntilTheyAreCommitted() throws IOException {
    rounds(2);
    past.reject(2, "before", clients(2));
    past.reject(3, "older", clients(3));
    past.reject(3, "newest", clients(4));
    Path newest = digits.models().resolve("round=3/rejected=newest/round.json");
    Files.setLastModifiedTime(newest, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    Files.createDirectories(digits.models().resolve("round=3/rejected=under-way"));
    Files.createDirectories(digits.models().resolve("round=4/attempt=under-way"));
    JsonNode json = history("--json").json();
    assertThat(json.path("rounds"))
        .extracting(round -> round.path("attempt").asText())
        .containsExactly("attempt-1", "attempt-2", "newest");
    assertThat(history().out()).contains("\n(R rejected, C carried)    R\n");
  }

  /** Nobody had a part in it, so it takes no recent round's place. */
  @Test
  void aRollbackIsMarkedAndCountsForNobody() throws IOException {
    rounds(10);
    past.rollBack(11, 5);
    Run run = history();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("\n(R rejected, C carried, B rolled back)            B\n")
        .containsPattern("\nturned \\* +\\.{5}x{5} +5 +5  ")
        .contains("filtered in 5 of 5 recent rounds, before in 0 of 5\n");
    assertThat(history("--client", "site-0").out()).contains("\n11     rolled-back  no upload");
    assertThat(history("--json").json().at("/rounds/10/outcome").asText()).isEqualTo("rolled-back");
  }

  @Test
  void aBanIsMarkedAndTold() throws IOException {
    rounds(2);
    past.ban(3, "site-2");
    assertThat(history().out())
        .contains("\n(R rejected, C carried, M memory changed)    M\n")
        .contains("\nRound 3, banned: Somebody asked for it.\n");
    assertThat(history("--json").json().at("/rounds/2/event").asText())
        .isEqualTo("Somebody asked for it.");
    assertThat(history("--json").json().at("/rounds/1/event").isNull()).isTrue();
  }

  @Test
  void aRoundThatCannotBeReadIsToldAndTheOthersShown() throws IOException {
    rounds(3);
    Files.writeString(past.file(2, "clients.parquet"), "damaged");
    Run run = history("--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().path("ok").asBoolean()).isFalse();
    assertThat(run.json().at("/problems/0").asText())
        .startsWith("round 2: ")
        .contains("clients.parquet is damaged");
    assertThat(run.json().path("rounds")).hasSize(2);
    assertThat(history().out()).contains("\nProblem: round 2: ");
  }

  @Test
  void usage() throws IOException {
    rounds(1);
    for (String wrong : new String[] {"0-3", "5-3", "-", "", "a", "3-4-5"}) {
      assertThat(history("--rounds", wrong))
          .as(wrong)
          .returns(2, Run::exit)
          .extracting(Run::message)
          .asString()
          .startsWith("--rounds " + wrong + ": expected 3-9, 3-, -9 or 3");
    }
    assertThat(history("--last", "0").message()).isEqualTo("--last 0: expected 1 or more");
    assertThat(history("--recent", "2").message()).isEqualTo("--recent 2: expected 3 or more");
    assertThat(history("--client", "site-9"))
        .returns(2, Run::exit)
        .returns("--client site-9: no such client in these rounds", Run::message);
  }
}
