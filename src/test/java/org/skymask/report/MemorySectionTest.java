package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skymask.history.JudgedRound;
import org.skymask.model.ClientResult;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/** Round 7 of a federation with memory, after six rounds. */
class MemorySectionTest {
  private static final Sample PEOPLE = Samples.people();

  private static ClientResult client(
      String name, boolean accepted, @Nullable String detail, @Nullable Recalled recalled) {
    return new ClientResult(
        name,
        accepted ? Verdict.ACCEPTED : Verdict.FILTERED,
        accepted ? null : Reason.MASKED_OUT,
        detail,
        new ClientResult.Place(1.0, 0.0, 0.0, 0.5),
        new ClientResult.Contribution(1.0, 1.0, 50L, accepted ? 0.25 : 0, 0.9),
        recalled);
  }

  private static List<ClientResult> clients(int round) {
    boolean late = round > 2;
    List<ClientResult> clients = new ArrayList<>();
    clients.add(client("good", true, null, new Recalled(0, 0.4, false)));
    clients.add(client("harmful", !late, null, new Recalled(late ? 4 : 0, 0.2, false)));
    clients.add(client("reverser", !late, null, new Recalled(0, late ? -0.31 : 0.1, late)));
    if (round == 7) {
      clients.add(client("new", false, null, new Recalled(0, null, false)));
      clients.add(client("shut", false, "shut out by an operator", new Recalled(0, 0.3, false)));
      clients.add(client("watched", true, null, new Recalled(0.7, 0.4, false)));
    }
    return clients;
  }

  private static MemoryRecord record(
      MemoryRecord.State state, @Nullable String why, @Nullable Change change) {
    return new MemoryRecord(state, why, 6, OptionalDouble.of(0.52), change);
  }

  private static String section(@Nullable MemoryRecord memory, List<ClientResult> clients) {
    List<JudgedRound> earlier = new ArrayList<>();
    for (int round = 1; round < 7; round++) {
      earlier.add(new JudgedRound(round, "attempt-" + round, Outcome.COMMITTED, clients(round)));
    }
    RoundRecord round = memory == null ? PEOPLE.round() : PEOPLE.round().withMemory(memory);
    String page = HtmlReport.render(round, clients, earlier);
    int from = page.indexOf("<section id=\"memory\"");
    return from < 0 ? "" : page.substring(from, page.indexOf("</section>", from));
  }

  @Test
  void aVerdictByMemoryIsASentence() {
    String section = section(record(MemoryRecord.State.USED, null, null), clients(7));
    assertThat(section)
        .contains("decided by the memory of 6 rounds before it")
        .contains("That of the root update is +0.52.")
        .contains(
            "It reversed its updates in 5 of its last 7 rounds: curvature −0.31, the accepted"
                + " clients +0.40.")
        .contains("Its group did harm: evidence of 1.5 or more in 5 of its last 7 rounds.")
        .contains("It is new, and this round alone speaks against it.")
        .contains("It was shut out by an operator.")
        .contains("Some evidence, too little to leave it out.")
        .doesNotContain("NaN");
    assertThat(section.indexOf("harmful")).isLessThan(section.indexOf("watched"));
    assertThat(section.indexOf("watched")).isLessThan(section.indexOf(">good<"));
  }

  /** Evidence 4 of 6 and curvature −0.31 from the third round on; a new client is a short dash. */
  @Test
  void evidenceAndCurvatureAreLines() {
    String section = section(record(MemoryRecord.State.USED, null, null), clients(7));
    assertThat(section)
        .contains("aria-label=\"evidence 4.0, curvature +0.20\"")
        .contains("aria-label=\"evidence 0.0, curvature –\"")
        .contains("class=\"line guilt\" d=\"M3 22L5 22L15 22L25 8.67L35 8.67L45 8.67L55 8.67L65")
        .contains("class=\"line guilt\" d=\"M63 22L65 22\"");
  }

  @Test
  void aLostMemoryIsTold() {
    String why = "memory.parquet is damaged: SHA-256 0, expected 1";
    assertThat(section(record(MemoryRecord.State.LOST, why, null), clients(7)))
        .contains("The memory of earlier rounds was lost: " + why + ". This round was decided");
    assertThat(section(record(MemoryRecord.State.STARTED, null, null), clients(1)))
        .contains("This is the first round, so nothing was remembered yet.");
  }

  @Test
  void whatAnOperatorAskedForIsTold() {
    Change change = new Change(Outcome.PARDONED, "site-a", "mended <b>");
    assertThat(section(record(MemoryRecord.State.USED, null, change), List.of()))
        .contains("An operator asked for a pardon of site-a (mended &lt;b&gt;).");
  }

  @Test
  void decisionsWithoutMemoryHaveNone() {
    assertThat(section(null, PEOPLE.clients())).isEmpty();
  }

  @Test
  void manyClientsDoNotMakeALongSection() {
    List<ClientResult> many = new ArrayList<>(clients(7));
    for (int i = 0; i < 100; i++) {
      many.add(client("client-" + i, true, null, new Recalled(0, 0.4, false)));
    }
    assertThat(section(record(MemoryRecord.State.USED, null, null), many))
        .contains("Not shown: 101 clients.")
        .doesNotContain("client-99<");
  }
}
