package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Input;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.SplitView;
import org.skymask.model.Verdict;
import org.skymask.storage.version.Documents;
import org.skymask.storage.version.RoundJson;

class HtmlReportTest {
  static final List<Sample> SAMPLES = List.copyOf(Samples.all().values());
  private static final String ATTACK = "\"'><script>alert(1)</script>{{script}}$1&amp;";

  private static String render(Sample sample) {
    return HtmlReport.render(sample.round(), sample.clients());
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void showsEveryClient(Sample sample) {
    String page = render(sample);
    String table =
        page.substring(page.indexOf("id=\"client-table\""), page.indexOf("id=\"stages\""));
    Pattern row =
        Pattern.compile("data-verdict=\"(\\w+)\"><th scope=\"row\"><bdi>([^<]+)</bdi></th>");
    List<String> shown =
        row.matcher(table).results().map(found -> found.group(1) + " " + found.group(2)).toList();
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            sample.clients().stream().map(c -> c.verdict().code() + " " + c.client()).toList());
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void refersToNothingElsewhere(Sample sample) {
    String page = render(sample);
    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link", "<iframe");
    List<String> targets = groups("href=\"#([^\"]*)\"", page);
    assertThat(targets).isNotEmpty().isSubsetOf(groups(" id=\"([^\"]*)\"", page));
    assertThat(groups("(href=)", page)).hasSameSizeAs(targets);
  }

  private static List<String> groups(String pattern, String page) {
    return Pattern.compile(pattern).matcher(page).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void hasNoUnreadableNumber(Sample sample) {
    String page = render(sample);
    String content = page.substring(page.indexOf("<main>"), page.indexOf("</main>"));
    assertThat(content).doesNotContain("NaN", "Infinity", "∞", ">null<");
  }

  @Test
  void isTheSameWhateverTheOrderOfClients() {
    Sample sample = Samples.people();
    List<ClientResult> shuffled = new ArrayList<>(sample.clients());
    Collections.shuffle(shuffled, new Random(1));
    assertThat(HtmlReport.render(sample.round(), shuffled)).isEqualTo(render(sample));
  }

  @Test
  void isTheSameFromTheRecordThatWasWrittenAndReadAgain() {
    Sample sample = Samples.people();
    RoundRecord again = Documents.round(RoundJson.toJson(sample.round()));
    assertThat(HtmlReport.render(again, sample.clients())).isEqualTo(render(sample));
  }

  @Test
  void whatOthersWroteStaysText() {
    ClientResult client =
        new ClientResult(
            ATTACK,
            Verdict.FILTERED,
            null,
            ATTACK,
            new ClientResult.Place(1.0, 0.0, 0.0, 1.0),
            new ClientResult.Contribution(1.0, 1.0, 1L, 0, null),
            null);
    Candidate candidate =
        new Candidate(
            new SplitView(ATTACK),
            ATTACK,
            1,
            List.of(ATTACK),
            List.of(ATTACK),
            new DecisionRecord.WitnessValues(1, 1, 1, 1, 1, 4),
            new DecisionRecord.Ruling(1, true, null));
    Sample sample =
        Sample.of(
                Outcome.COMMITTED,
                "",
                "",
                List.of(client),
                List.of(1.0),
                1,
                new DecisionRecord("verified", OptionalInt.of(0), List.of(candidate)),
                List.of(),
                List.of())
            .withTexts(ATTACK, ATTACK, ATTACK, ATTACK)
            .withProvenance(
                List.of(new Stage(ATTACK, 1, null)),
                List.of(new Input(ATTACK, ATTACK)),
                Map.of(ATTACK, Map.of(ATTACK, List.of(ATTACK))),
                Map.of(ATTACK, ATTACK));
    String page = render(sample);
    String escaped = "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{script}}$1&amp;amp;";
    assertThat(page).doesNotContain("<script>alert");
    // Title, heading, attempt, why, aggregator; client, detail, point; candidate's layer and
    // names; stage, input and its manifest, configuration (key, inner key, value), version twice.
    assertThat(page.split(Pattern.quote(escaped), -1)).hasSizeGreaterThan(20);
    assertThat(page.split("<script>", -1)).hasSize(2);
  }

  @Test
  void eachFieldAloneStaysText() {
    Sample undecided = Samples.fedAvg();
    DecisionRecord named = new DecisionRecord(ATTACK, OptionalInt.empty(), List.of());
    List<Sample> attacks =
        List.of(
            undecided.withTexts("f", "a", "w", ATTACK),
            undecided.withNumbers(List.of(), 1, named),
            undecided.withOutcome(Outcome.CARRIED, ATTACK, ATTACK));
    for (Sample attack : attacks) {
      assertThat(render(attack)).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    }
  }

  @Test
  void controlCharactersAreReplaced() {
    Sample sample = Samples.fedAvg().withTexts("a\u0000b\u001b[31m", "", "", "fedavg");
    assertThat(render(sample)).contains("a\uFFFDb\uFFFD[31m").doesNotContain("\u0000", "\u001b");
  }

  @Test
  void onlyItsOwnStyleAndScriptMayRun() {
    String page = render(Samples.people());
    assertThat(page).contains("default-src 'none'").doesNotContain("unsafe-inline", " style=\"");
    for (String element : List.of("style", "script")) {
      int start = page.indexOf("<" + element + ">") + element.length() + 2;
      String content = page.substring(start, page.indexOf("</" + element + ">"));
      assertThat(page).contains(element + "-src 'sha256-" + HtmlPage.hash(content) + "'");
    }
  }
}
