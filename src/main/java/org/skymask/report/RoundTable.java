package org.skymask.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Assessment.Score;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Result;
import org.skymask.model.Verdict;

/** Every version and every rejected round, the newest first, with what decided and its report. */
record RoundTable(Chronicle chronicle) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The outcome as a coloured word. */
  static Element badge(Chapter chapter) {
    boolean good =
        chapter.isVersion() && (chapter.result() == null || !isTrouble(chapter.result()));
    return Element.of("span", chapter.ending()).styled(good ? "badge good" : "badge bad");
  }

  private static boolean isTrouble(Result result) {
    return switch (result.outcome()) {
      case COMMITTED, ROLLED_BACK, PARDONED, BANNED -> false;
      case REJECTED, CARRIED -> true;
    };
  }

  Element draw() {
    Element body = Element.of("tbody");
    List<Chapter> chapters = chronicle.chapters();
    for (int i = chapters.size() - 1; i >= 0; i--) {
      body.add(row(chapters.get(i)));
    }
    int earlier = chronicle.earlier();
    String rest = earlier == 0 ? "" : " Left out: " + Numbers.count(earlier, "older round") + ".";
    Element about =
        Element.of("p", "The newest first. A round’s number leads to its report." + rest);
    if (chapters.isEmpty()) {
      String none = "There is neither a version nor a rejected round yet.";
      return HtmlPage.section("outcomes", "Outcomes", Element.of("p", none));
    }
    Element pane =
        Element.of("div", Element.of("table", head(), body).with("id", "round-table"))
            .styled("pane")
            .with("role", "region")
            .with("aria-label", "Table of outcomes, scrolls")
            .with("tabindex", "0");
    return HtmlPage.section("outcomes", "Outcomes", about, pane);
  }

  private static Element head() {
    Element row =
        Element.of("tr", title("Round", ""), title("Outcome", ""), title("What decided", "reason"));
    for (Verdict verdict : Verdict.values()) {
      String code = verdict.code();
      row.add(title(code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1), "number"));
    }
    return Element.of(
        "thead",
        row.add(
            title("Root loss, base → model", "number"),
            title("Evaluation", "number"),
            title("When (UTC)", "")));
  }

  private static Element title(String text, String kind) {
    return Element.of("th", text).styled(kind).with("scope", "col");
  }

  private static Element row(Chapter chapter) {
    String number = Integer.toString(chapter.round());
    String report = chapter.report();
    Element round =
        Element.of("th", report == null ? number : Element.of("a", number).with("href", report))
            .with("scope", "row");
    Element row =
        Element.of(
            "tr",
            round,
            Element.of("td", badge(chapter)).styled("outcome"),
            Element.of("td", said(chapter)).styled("reason"));
    for (Verdict verdict : Verdict.values()) {
      row.add(number(counted(chapter.result(), verdict)));
    }
    RootLoss loss = chapter.rootLoss();
    Score score = chapter.score();
    Instant at = chapter.at();
    return row.add(
        number(
            loss == null
                ? Numbers.NONE
                : Numbers.significant(loss.base()) + " → " + Numbers.significant(loss.model())),
        number(score == null ? Numbers.NONE : VersionSection.scored(score)),
        Element.of("td", at == null ? Numbers.NONE : MINUTE.format(at)).styled("when"));
  }

  private static Element number(String text) {
    return Element.of("td", text).styled("number");
  }

  private static String counted(@Nullable Result result, Verdict verdict) {
    if (result == null || result.outcome().isAskedFor()) {
      return Numbers.NONE;
    }
    Counts counts = result.counts();
    return Numbers.count(CountsChart.count(counts, verdict));
  }

  private static List<Element> said(Chapter chapter) {
    List<Element> said = new ArrayList<>();
    Result result = chapter.result();
    if (result != null && !result.why().isEmpty()) {
      said.add(Element.of("bdi", result.why()));
    }
    for (String problem : chapter.problems()) {
      said.add(
          Element.of("p", Element.of("strong", "Cannot be read: "), Element.of("bdi", problem)));
    }
    return said;
  }
}
