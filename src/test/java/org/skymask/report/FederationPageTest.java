package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Result;

class FederationPageTest {
  private static String section(String page, String id) {
    int from = page.indexOf("<section id=\"" + id + "\"");
    return page.substring(from, page.indexOf("</section>", from));
  }

  private static int count(String pattern, String text) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void everyClientOnceAndEveryChapterOnce() {
    Chronicle chronicle = Chronicles.of(30, 24, true);
    String page = FederationPage.render(chronicle);
    assertThat(count("<tr data-verdict=", section(page, "clients"))).isEqualTo(24);
    assertThat(count("<svg [^>]*class=\"trail remembers\"", page)).isEqualTo(24);
    assertThat(count("<th scope=\"row\">", section(page, "outcomes"))).isEqualTo(1 + 30 + 2);
    assertThat(section(page, "outcomes").indexOf(">30</a>"))
        .isLessThan(section(page, "outcomes").indexOf(">29</a>"));
    assertThat(page).isEqualTo(FederationPage.render(Chronicles.of(30, 24, true)));
  }

  /** 40,000 results of clients are a few shapes a client, and a page that is soon read. */
  @Test
  void manyRoundsOfManyClientsStaySmall() {
    String page = FederationPage.render(Chronicles.of(200, 200, true));
    assertThat(count("<(path|circle|rect)", page)).isLessThan(4000);
    assertThat(page.length()).isLessThan(2_000_000);
  }

  @Test
  void refersToTheReportsAndNothingElse() {
    String page = FederationPage.render(Chronicles.of(30, 24, true));
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain(
            "http:", "https:", "src=", "url(", "@import", "<link", "<iframe", " style=");
    Pattern.compile("href=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .forEach(
            link ->
                assertThat(link.group(1))
                    .matches("#(versions|rounds|clients|outcomes)|\\./round=\\d+/.*/report.html"));
  }

  @Test
  void whatOthersWroteStaysText() {
    String page = FederationPage.render(Chronicles.hostile());
    assertThat(page).doesNotContain("<script>window", "<img").contains("&lt;script&gt;window");
    assertThat(count("<script>", page)).isEqualTo(1);
    String content = page.substring(page.indexOf("<main>"), page.indexOf("</main>"));
    assertThat(content).doesNotContain("NaN", "Infinity", ">null<");
  }

  @Test
  void aFederationOfWhichNothingCanBeRead() {
    List<Chapter> chapters =
        List.of(Chapter.unreadable(0, "round 0: gone"), Chapter.unreadable(1, "round 1: gone"));
    String page = FederationPage.render(new Chronicle("f", chapters, 0));
    assertThat(page)
        .contains("There is no version that can be read.", "round 0: gone", ">unknown<")
        .contains("No round has judged clients yet, or none can be read.");
    assertThat(FederationPage.render(new Chronicle("f", List.of(), 0)))
        .contains("There is neither a version nor a rejected round yet.");
  }

  /** The gate measured a model that was not published; the version has its base's loss. */
  @Test
  void aCarriedVersionHasItsBasesLoss() {
    Chapter carried =
        new Chapter(
            1,
            null,
            new Result(
                Outcome.CARRIED, "", new Counts(0, 0, 0, 0), "sha256:0", new RootLoss(0.5, 9)),
            3.0,
            List.of(),
            null,
            null,
            List.of());
    String page = FederationPage.render(new Chronicle("f", List.of(carried), 0));
    assertThat(page).contains("Version 1 is the newest, root loss 0.500.", "badge bad");
    assertThat(section(page, "versions")).contains("class=\"mark filtered\"");
  }

  /** Evidence stays where a client is away, and the strip tells since when it is left out. */
  @Test
  void aStripOfOneClient() {
    Chronicle chronicle = Chronicles.of(12, 8, true);
    String clients = section(FederationPage.render(chronicle), "clients");
    String row = clients.substring(clients.indexOf("<bdi>site-003"));
    assertThat(row.substring(0, row.indexOf("</tr>")))
        .contains("aria-label=\"In 11 of 11 rounds. Not accepted: 5 to 12 filtered.\"")
        .contains("class=\"guilt\"", "class=\"bend\"", "class=\"bar-filtered\"", ">7 of 11<");
  }
}
