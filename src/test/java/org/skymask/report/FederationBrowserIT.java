package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.Browser;
import org.skymask.fixture.Needs;
import org.skymask.fixture.RecordingServer;
import org.skymask.fixture.RecordingServer.Answer;

/** The page of a federation in Debian's Chromium. */
class FederationBrowserIT {
  private static final String SHOWN =
      "Array.from(document.querySelectorAll('#client-table tbody tr'))"
          + ".filter(row => row.offsetParent !== null)";
  private static final String ENTER = "\uE007";

  @TempDir private static Path directory = Path.of("");

  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start(Needs.variable("SKYMASK_TEST_CHROMIUM"));
  }

  @AfterAll
  static void stop() {
    // Null where the test is skipped.
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void wideAndLight() {
    browser.width(1280);
    browser.colours("light");
  }

  private static void open(Chronicle chronicle) throws IOException {
    browser.requests();
    browser.console();
    browser.open(
        Files.writeString(directory.resolve("index.html"), FederationPage.render(chronicle)));
  }

  /** Text of a column of the rows that are shown. */
  private static List<String> column(int column) {
    return Browser.texts(
        browser.value(SHOWN + ".map(row => row.cells[" + column + "].textContent)"));
  }

  private static String heading(int column) {
    return "#client-table thead th:nth-child(" + (column + 1) + ")";
  }

  @Test
  void twoHundredRoundsOfTwoHundredClientsOpen() throws IOException {
    open(Chronicles.of(200, 200, true));
    assertThat(column(0)).hasSize(200).doesNotHaveDuplicates();
    assertThat(browser.value("document.querySelectorAll('svg.trail').length").asInt())
        .isEqualTo(200);
    assertThat(browser.value("document.querySelectorAll('#round-table tbody tr').length").asInt())
        .isEqualTo(1 + 200 + 15);
    // Of the 40,000 results of clients none is an element of its own.
    assertThat(browser.value("document.querySelectorAll('*').length").asInt()).isLessThan(12_000);
    assertThat(browser.console()).isEmpty();
    System.out.println(
        "milliseconds until 200 rounds of 200 clients were parsed, loaded, painted: "
            + browser.value(
                "performance.getEntriesByType('navigation').map(n => [n.domInteractive,"
                    + " n.loadEventEnd])[0].concat(performance.getEntriesByType('paint')"
                    + ".map(paint => paint.startTime))"));
  }

  @Test
  void sortsByPointerAndByKeyboard() throws IOException {
    open(Chronicles.of(30, 24, true));
    int leftOut = 4;
    browser.click(heading(leftOut) + " button");
    assertThat(sorted(leftOut)).isEqualTo("ascending");
    List<Double> shares = column(leftOut).stream().map(FederationBrowserIT::share).toList();
    assertThat(shares).isSorted();
    assertThat(shares.get(0)).isLessThan(shares.get(23));
    browser.type(heading(leftOut) + " button", ENTER);
    assertThat(sorted(leftOut)).isEqualTo("descending");
    assertThat(column(leftOut).stream().map(FederationBrowserIT::share))
        .isSortedAccordingTo(Comparator.<Double>naturalOrder().reversed());
    browser.click(heading(0) + " button");
    assertThat(sorted(0)).isEqualTo("ascending");
    assertThat(browser.value("document.querySelectorAll('[aria-sort]').length").asInt())
        .isEqualTo(1);
    assertThat(column(0)).isSorted();
  }

  private static String sorted(int column) {
    return browser
        .value("document.querySelector('" + heading(column) + "').getAttribute('aria-sort')")
        .asText();
  }

  private static double share(String text) {
    String[] parts = text.split(" of ", -1);
    return Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
  }

  @Test
  void filtersByTextAndByVerdict() throws IOException {
    open(Chronicles.of(30, 24, true));
    browser.type("#client-search", "site-01");
    assertThat(column(0)).hasSize(10).allMatch(name -> name.startsWith("site-01"));
    assertThat(browser.value("document.getElementById('client-count').textContent").asText())
        .isEqualTo("10 of 24 clients");
    browser.click("[data-choice=filtered]");
    List<String> both = column(0);
    assertThat(both).isNotEmpty().hasSizeLessThan(10);
    assertThat(column(1)).containsOnly("filtered");
    browser.value("(document.getElementById('client-search').value = '')");
    browser.type("#client-search", " ");
    assertThat(column(0)).hasSizeGreaterThan(both.size());
    browser.click("[data-choice='']");
    assertThat(column(0)).hasSize(24);
  }

  @Test
  void isSpoken() throws IOException {
    open(Chronicles.of(30, 24, true));
    assertThat(browser.spoken("#client-search"))
        .isEqualTo("searchbox Filter the clients by any text");
    assertThat(browser.spoken("#clients")).isEqualTo("region Clients");
    assertThat(browser.spoken("#client-table tbody tr:last-child th"))
        .startsWith("rowheader site-");
    assertThat(browser.spoken("#client-table tbody tr svg.trail"))
        .matches("ima?ge? In \\d+ of 29 rounds. Not accepted: .*filtered.*\\.");
    assertThat(browser.spoken(".chart")).matches("ima?ge? Root loss over the versions");
    assertThat(browser.spoken(heading(4))).isEqualTo("columnheader Left out");
  }

  @Test
  void darkAndLight() throws IOException {
    open(Chronicles.of(5, 4, false));
    String page = "getComputedStyle(document.body).backgroundColor";
    String bar = "getComputedStyle(document.querySelector('.bar-accepted')).fill";
    assertThat(browser.value(page).asText()).isEqualTo("rgb(246, 247, 249)");
    assertThat(browser.value(bar).asText()).isEqualTo("rgb(0, 114, 178)");
    browser.colours("dark");
    assertThat(browser.value(page).asText()).isEqualTo("rgb(17, 21, 27)");
    assertThat(browser.value(bar).asText()).isEqualTo("rgb(86, 180, 233)");
  }

  /** Only the tables scroll sideways. */
  @Test
  void wideAndNarrow() throws IOException {
    open(Chronicles.of(30, 24, true));
    for (int width : List.of(320, 390, 768, 1280, 2560)) {
      browser.width(width);
      assertThat(browser.value("document.documentElement.scrollWidth").asInt())
          .as("at " + width + " pixels")
          .isLessThanOrEqualTo(width);
      browser.click("#client-table thead th:first-child button");
    }
  }

  @Test
  void noRequestLeavesThePage() throws IOException {
    try (RecordingServer server = RecordingServer.start(request -> Answer.of(""))) {
      String ask =
          "const image = new Image(); image.onload = image.onerror = () => done(true);"
              + " image.src = '"
              + server.url()
              + "/x'; document.body.append(image);";
      browser.open(Files.writeString(directory.resolve("free.html"), "<body></body>"));
      browser.await(ask);
      assertThat(server.requests()).as("a page without a policy asks").hasSize(1);

      open(Chronicles.of(30, 24, true));
      browser.click(heading(2) + " button");
      browser.type("#client-search", "site");
      assertThat(browser.requests())
          .containsExactly(directory.resolve("index.html").toUri().toString());
      assertThat(browser.console()).isEmpty();
      browser.await(ask);
      assertThat(server.requests()).as("the policy lets nothing out").hasSize(1);
      assertThat(browser.console().toString()).contains("Content Security Policy");
    }
  }

  @Test
  void whatClientsWroteStaysText() throws IOException {
    open(Chronicles.hostile());
    assertThat(browser.value("typeof window.attacked").asText()).isEqualTo("undefined");
    assertThat(browser.console()).isEmpty();
    assertThat(browser.value("document.title").asText())
        .isEqualTo(Chronicles.ATTACK + " · federation");
    assertThat(column(0)).contains(Chronicles.ATTACK);
    assertThat(browser.value("document.querySelectorAll('img, iframe, a[onclick]').length").asInt())
        .isZero();
    browser.type("#client-search", Chronicles.ATTACK);
    assertThat(column(0)).containsExactly(Chronicles.ATTACK);
  }
}
