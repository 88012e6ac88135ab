package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Assessment.Score;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.report.VersionChart.Spot;

/** The versions in charts: root loss, what the gate saw, and what {@code evaluate} has found. */
record VersionSection(Chronicle chronicle) {
  /** How far beyond the gate its chart reaches. */
  private static final double BEYOND = 1.3;

  Element draw() {
    Element charts =
        Element.of("div", Stream.of(loss(), gate(), score()).filter(Objects::nonNull).toList())
            .styled("charts three");
    boolean empty = loss() == null && score() == null;
    return HtmlPage.section(
        "versions",
        "Versions",
        empty ? Element.of("p", "No version with a root loss can be read yet.") : charts);
  }

  private @Nullable Element loss() {
    List<Chapter> measured =
        chronicle.versions().stream().filter(chapter -> chapter.rootLoss() != null).toList();
    VersionChart chart =
        chart(
            "Root loss over the versions",
            measured,
            VersionSection::model,
            version -> true,
            List.of(),
            Double.POSITIVE_INFINITY,
            Numbers::significant);
    return figure(
        "Root loss", chart, "Mean loss of each version on the root dataset, " + course(chart));
  }

  private @Nullable Element gate() {
    List<Chapter> measured =
        chronicle.chapters().stream()
            .filter(chapter -> chapter.rootLoss() != null)
            .filter(chapter -> !asked(chapter))
            .toList();
    List<Double> levels = new ArrayList<>(List.of(1.0));
    Double factor = measured.isEmpty() ? null : measured.get(measured.size() - 1).gate();
    if (factor != null) {
      levels.add(factor);
    }
    double most = BEYOND * Math.max(1, factor == null ? 3 : factor);
    VersionChart chart =
        chart(
            "Root loss of each round’s model, in those of its base",
            measured,
            Chapter::ratio,
            VersionSection::isPublished,
            levels,
            most,
            Numbers::significant);
    String gate =
        factor == null
            ? "The gate had no such limit in the last round."
            : "The gate refuses above "
                + Numbers.significant(factor).replaceFirst("[.]0+$", "")
                + ", except where a classifier still beats guessing by far.";
    return figure(
        "Gate",
        chart,
        "Root loss of the round’s model divided by that of its base; a cross is a round whose model"
            + " was not published. "
            + gate);
  }

  private @Nullable Element score() {
    Score last = null;
    for (Chapter chapter : chronicle.versions()) {
      last = chapter.score() == null ? last : chapter.score();
    }
    if (last == null) {
      return null;
    }
    String name = last.name();
    List<Chapter> measured =
        chronicle.versions().stream()
            .filter(chapter -> chapter.score() != null)
            .filter(chapter -> Objects.requireNonNull(chapter.score()).name().equals(name))
            .toList();
    VersionChart chart =
        chart(
            name + " over the versions",
            measured,
            chapter -> Objects.requireNonNull(chapter.score()).value(),
            version -> true,
            List.of(),
            Double.POSITIVE_INFINITY,
            Numbers::significant);
    return figure(
        "Evaluation: " + name, chart, "As evaluate found it and kept it, " + course(chart));
  }

  private static boolean asked(Chapter chapter) {
    return chapter.result() != null && chapter.result().outcome().isAskedFor();
  }

  /** Root loss of a version; NaN where it was not measured. */
  static double model(Chapter chapter) {
    RootLoss loss = chapter.rootLoss();
    return loss == null ? Double.NaN : isCarried(chapter) ? loss.base() : loss.model();
  }

  private static VersionChart chart(
      String title,
      List<Chapter> chapters,
      ToDoubleFunction<Chapter> value,
      Predicate<Chapter> kept,
      List<Double> levels,
      double most,
      DoubleFunction<String> text) {
    List<Spot> spots =
        chapters.stream()
            .map(
                chapter ->
                    new Spot(
                        chapter.round(),
                        value.applyAsDouble(chapter),
                        kept.test(chapter),
                        tip(chapter)))
            .toList();
    return new VersionChart(title, spots, levels, most, text);
  }

  /**
   * Whether the model that the gate measured is the version’s: a carried version has its base’s.
   */
  private static boolean isPublished(Chapter chapter) {
    return chapter.isVersion() && !isCarried(chapter);
  }

  private static boolean isCarried(Chapter chapter) {
    return chapter.result() != null && chapter.result().outcome() == Outcome.CARRIED;
  }

  private static String tip(Chapter chapter) {
    StringBuilder tip = new StringBuilder("round " + chapter.round() + ", " + chapter.ending());
    if (chapter.rootLoss() != null) {
      tip.append("\nroot loss: ").append(chapter.rootLoss());
    }
    Score score = chapter.score();
    if (score != null) {
      tip.append('\n').append(scored(score));
    }
    return tip.toString();
  }

  /** {@code accuracy 0.931}. */
  static String scored(Score score) {
    return score.name() + " " + Numbers.significant(score.value());
  }

  private static String course(VersionChart chart) {
    return chart.isEmpty() ? "never a finite number." : chart.course() + ".";
  }

  private static @Nullable Element figure(String title, VersionChart chart, String caption) {
    if (chart.points().isEmpty()) {
      return null;
    }
    return Element.of(
        "figure", Element.of("h3", title), chart.draw(), Element.of("figcaption", caption));
  }
}
