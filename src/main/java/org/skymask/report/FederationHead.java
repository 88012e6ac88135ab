package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Result;
import org.skymask.model.Verdict;

/** The head of a federation's page: the newest version, what happened last, what is missing. */
record FederationHead(Chronicle chronicle) {
  /** More of them would push the page away; the table of outcomes has all. */
  private static final int PROBLEMS = 3;

  Element draw() {
    List<Chapter> chapters = chronicle.chapters();
    Chapter last = chapters.isEmpty() ? null : chapters.get(chapters.size() - 1);
    return Element.of(
        "header",
        Element.of("p", "SkyMask federation").styled("kicker"),
        Element.of(
            "h1",
            Element.of("bdi", chronicle.federation()),
            " ",
            last == null ? null : RoundTable.badge(last)),
        Element.of("p", newest()).styled("lead"),
        last == null ? null : told(last),
        last == null ? null : tiles(last.result()),
        problems());
  }

  private String newest() {
    Chapter newest = chronicle.newest();
    if (newest == null) {
      return "There is no version that can be read.";
    }
    String version = "Version " + newest.round() + " is the newest";
    double loss = VersionSection.model(newest);
    String known = Double.isNaN(loss) ? "" : ", root loss " + Numbers.significant(loss);
    String score = newest.score() == null ? "" : ", " + VersionSection.scored(newest.score());
    return version + known + score + ".";
  }

  private static @Nullable Element told(Chapter last) {
    Result result = last.result();
    if (result == null || result.why().isEmpty()) {
      return null;
    }
    return Element.of("p", "Round " + last.round() + ": ", Element.of("bdi", result.why()))
        .styled("why");
  }

  /** Clients of the last round by verdict. */
  private static @Nullable Element tiles(@Nullable Result last) {
    if (last == null || last.outcome().isAskedFor()) {
      return null;
    }
    Counts counts = last.counts();
    return Element.of(
            "ul",
            tile(Verdict.ACCEPTED, counts.accepted()),
            tile(Verdict.FILTERED, counts.filtered()),
            tile(Verdict.QUARANTINED, counts.quarantined()),
            tile(Verdict.INCOMPLETE, counts.incomplete()))
        .styled("tiles");
  }

  private static Element tile(Verdict verdict, int count) {
    return Element.of(
        "li",
        Element.of("strong", Numbers.count(count)),
        Element.of("span", Mark.of(verdict).icon(), verdict.code()),
        Element.of("small", "in the last round"));
  }

  private @Nullable Element problems() {
    List<String> problems = chronicle.problems();
    if (problems.isEmpty()) {
      return null;
    }
    List<Element> lines = new ArrayList<>();
    problems.stream()
        .limit(PROBLEMS)
        .forEach(problem -> lines.add(Element.of("li", Element.of("bdi", problem))));
    int more = problems.size() - lines.size();
    if (more > 0) {
      lines.add(Element.of("li", "and " + Numbers.count(more) + " more, under Outcomes"));
    }
    return Element.of(
            "div",
            Element.of("p", Element.of("strong", "Not everything could be read:")),
            Element.of("ul", lines))
        .styled("missing");
  }
}
