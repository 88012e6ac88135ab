package org.skymask.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Result;
import org.skymask.model.Verdict;

/**
 * Clients by verdict and round, as a bar a round. All parts of a verdict are one path: a page of
 * many rounds stays small.
 *
 * @param rounds what stands for each round
 */
record CountsChart(List<Chapter> rounds) {
  private static final double WIDTH = 900;
  private static final double LEFT = 46;
  private static final double RIGHT = WIDTH - 14;
  private static final double TOP = 10;
  private static final double BOTTOM = 170;
  private static final double WIDEST = 28;

  /** The accepted ones stand at the bottom, where their number is easily compared. */
  private static final List<Verdict> ORDER =
      List.of(Verdict.ACCEPTED, Verdict.INCOMPLETE, Verdict.QUARANTINED, Verdict.FILTERED);

  Element section() {
    List<Chapter> counted = rounds.stream().filter(CountsChart::isCounted).toList();
    if (counted.isEmpty()) {
      String none = "No round has judged clients yet, or none can be read.";
      return HtmlPage.section("rounds", "Clients by round", Element.of("p", none));
    }
    Element legend = Element.of("p").styled("legend").with("aria-hidden", "true");
    for (Verdict verdict : Verdict.values()) {
      legend.add(Element.of("span", Trail.swatch(verdict), verdict.code()));
    }
    return HtmlPage.section(
        "rounds",
        "Clients by round",
        legend,
        Element.of("figure", draw(counted)),
        Element.of("p", "The table of outcomes has the same as numbers.").styled("note"));
  }

  private static boolean isCounted(Chapter chapter) {
    Result result = chapter.result();
    return result != null && !result.outcome().isAskedFor();
  }

  private static Element draw(List<Chapter> counted) {
    int first = counted.get(0).round();
    int last = counted.get(counted.size() - 1).round();
    double step = (RIGHT - LEFT) / (last - first + 1);
    double wide = Math.min(WIDEST, step * (step > 6 ? 0.8 : 1));
    Axis across =
        new Axis(
            first,
            Math.max(first + 1, last),
            LEFT + step / 2,
            RIGHT - (last > first ? step / 2 : 0));
    int most = counted.stream().mapToInt(chapter -> all(counts(chapter))).max().orElse(0);
    Axis up = new Axis(0, Math.max(1, most) * 1.04, BOTTOM, TOP);
    String label =
        "Clients by verdict in rounds " + first + " to " + last + ", at most " + most + " a round";
    Element image = Svg.image(WIDTH, BOTTOM + 22, label).styled("chart counts");
    image.add(VersionChart.grid(up, BOTTOM, LEFT, RIGHT));
    image.add(VersionChart.rounds(across, BOTTOM + 16));
    Map<Verdict, StringBuilder> paths = new EnumMap<>(Verdict.class);
    counted.forEach(chapter -> bar(chapter, across, up, wide, paths));
    ORDER.forEach(
        verdict ->
            image.add(
                Element.of("path")
                    .styled("bar-" + verdict.code())
                    .with("d", paths.getOrDefault(verdict, new StringBuilder()))));
    counted.forEach(chapter -> image.add(tip(chapter, across, up)));
    return image;
  }

  private static void bar(
      Chapter chapter, Axis across, Axis up, double wide, Map<Verdict, StringBuilder> paths) {
    double x = across.at(chapter.round()) - wide / 2;
    double from = 0;
    for (Verdict verdict : ORDER) {
      int count = count(counts(chapter), verdict);
      if (count > 0) {
        double height = up.at(from) - up.at(from + count);
        paths
            .computeIfAbsent(verdict, any -> new StringBuilder())
            .append('M')
            .append(Svg.at(x, up.at(from + count)))
            .append('h')
            .append(Svg.number(wide))
            .append('v')
            .append(Svg.number(height))
            .append('h')
            .append(Svg.number(-wide))
            .append('z');
        from += count;
      }
    }
  }

  /** What the pointer finds: nothing is drawn there before. */
  private static Element tip(Chapter chapter, Axis across, Axis up) {
    StringBuilder text = new StringBuilder("round " + chapter.round() + ", " + chapter.ending());
    for (Verdict verdict : Verdict.values()) {
      int count = count(counts(chapter), verdict);
      if (count > 0) {
        text.append('\n').append(Numbers.count(count)).append(' ').append(verdict.code());
      }
    }
    return Element.of("circle", Svg.title(text.toString()))
        .styled("dot hidden")
        .with("cx", Svg.number(across.at(chapter.round())))
        .with("cy", Svg.number(up.at(all(counts(chapter)) / 2.0)))
        .with("r", "3");
  }

  private static Counts counts(Chapter chapter) {
    Result result = chapter.result();
    return result == null ? new Counts(0, 0, 0, 0) : result.counts();
  }

  private static int all(Counts counts) {
    return counts.accepted() + counts.filtered() + counts.quarantined() + counts.incomplete();
  }

  static int count(Counts counts, Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> counts.accepted();
      case FILTERED -> counts.filtered();
      case QUARANTINED -> counts.quarantined();
      case INCOMPLETE -> counts.incomplete();
    };
  }
}
