package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.history.JudgedRound;
import org.skymask.model.ClientResult;
import org.skymask.model.Reason;

class HistorySectionTest {
  private static String section(Sample sample, List<JudgedRound> earlier) {
    String page = HtmlReport.render(sample.round(), sample.clients(), earlier);
    int from = page.indexOf("<section id=\"history\"");
    return from < 0 ? "" : page.substring(from, page.indexOf("</section>", from));
  }

  @Test
  void aFirstRoundHasNone() {
    Sample people = Samples.people();
    assertThat(section(people, List.of())).isEmpty();
    assertThat(HtmlReport.render(people.round(), people.clients(), List.of()))
        .isEqualTo(HtmlReport.render(people.round(), people.clients()))
        .doesNotContain("#history\"");
  }

  @Test
  void aStripForEachClientWhoeverDriftsFirst() {
    Sample people = Samples.people();
    String section = section(people, EarlierRounds.of(people, 6));
    assertThat(section.split("<tr>", -1)).hasSize(2 + 30);
    assertThat(section)
        .contains("<strong>6 clients drift.</strong>")
        .contains("filtered in 5 of 5 recent rounds, before in 0 of 2")
        .contains("aria-label=\"round 3 filtered, 4 filtered, 5 filtered, 6 filtered, 7 filtered\"")
        .contains("aria-label=\"accepted in every round that it took part in\"");
    assertThat(section.indexOf("person-000")).isLessThan(section.indexOf("person-010"));
    assertThat(section).doesNotContain("NaN");
  }

  @Test
  void twoRoundsAreTooFewToTell() {
    Sample people = Samples.people();
    assertThat(section(people, EarlierRounds.of(people, 1)))
        .contains("<strong>Too few rounds to tell who drifts: ")
        .doesNotContain("Nobody drifts");
  }

  @Test
  void manyClientsDoNotMakeALongSection() {
    Sample large = Samples.large(1000);
    Sample later = large.withNumber(31);
    String section = section(later, EarlierRounds.of(later, 19));
    assertThat(section.split("<tr>", -1)).hasSize(2 + 60);
    assertThat(section).contains("Not shown: 940 clients.");
    assertThat(section.getBytes(StandardCharsets.UTF_8).length).isLessThan(100_000);
  }

  @Test
  void namesStayText() {
    String name = "\"'><script>alert(1)</script>";
    Sample people = Samples.people();
    List<ClientResult> clients = new ArrayList<>(people.clients());
    clients.add(Sample.refused(name, Reason.BAD_CLIENT_ID, "detail"));
    Sample attack = new Sample(people.round(), clients);
    String page = HtmlReport.render(attack.round(), attack.clients(), EarlierRounds.of(attack, 3));
    assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
  }
}
