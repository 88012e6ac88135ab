package org.skymask.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.history.JudgedRound;
import org.skymask.history.Track;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;

/**
 * A client's way through many rounds as a strip: its verdicts, and below them what was remembered
 * of it. Rounds in a row with the same verdict are one bar, and all bars of a verdict one path, so
 * that hundreds of clients over hundreds of rounds are some thousand shapes.
 *
 * @param rounds that the strip covers; there may be gaps between their numbers
 * @param remembers whether there is room for evidence and curvature
 */
record Trail(List<JudgedRound> rounds, boolean remembers) {
  /** Up to so many rounds each has a bar of its own. */
  private static final int FEW = 40;

  private static final double STEP = 10;
  private static final double WIDEST = 420;
  private static final double MIDDLE = 8;
  private static final double VERDICTS = 17;
  private static final double TOP = 20;
  private static final double BOTTOM = 43;
  private static final double MOST_EVIDENCE = 6;

  /** Where the bar of a verdict begins and ends: whoever takes part goes up or down. */
  private enum Band {
    ACCEPTED(1, MIDDLE),
    FILTERED(MIDDLE, 16),
    QUARANTINED(MIDDLE, 12),
    INCOMPLETE(6.5, 9.5);

    private final double from;
    private final double to;

    Band(double from, double to) {
      this.from = from;
      this.to = to;
    }

    static Band of(Verdict verdict) {
      return valueOf(verdict.name());
    }
  }

  /** The bar of a verdict within a line of text. */
  static Element swatch(Verdict verdict) {
    Band band = Band.of(verdict);
    return Element.of(
            "svg",
            Svg.line("row", 0, MIDDLE, 16, MIDDLE),
            Svg.rectangle("bar-" + verdict.code(), 3, band.from, 10, band.to - band.from))
        .styled("icon")
        .with("viewBox", "0 0 16 16")
        .with("aria-hidden", "true");
  }

  private int first() {
    return rounds.get(0).round();
  }

  /** Numbers from the first to the last. */
  private int span() {
    return rounds.get(rounds.size() - 1).round() - first() + 1;
  }

  Element draw(Track track, String label) {
    double height = remembers ? BOTTOM + 1 : VERDICTS;
    Element image =
        Svg.image(span(), height, label)
            .styled(remembers ? "trail remembers" : "trail")
            .with("width", Svg.number(Math.min(WIDEST, Math.max(60, STEP * span()))))
            .with("height", Svg.number(height))
            .with("preserveAspectRatio", "none")
            .add(Svg.title(label));
    image.add(Svg.line("row", 0, MIDDLE, span(), MIDDLE));
    verdicts(track)
        .forEach(
            (verdict, path) ->
                image.add(Element.of("path").styled("bar-" + verdict.code()).with("d", path)));
    if (remembers) {
      double limit = height(ClientMemory.CONVICTS / MOST_EVIDENCE);
      image.add(Svg.line("limit", 0, limit, span(), limit), evidence(track), curvature(track));
    }
    return image;
  }

  private Map<Verdict, StringBuilder> verdicts(Track track) {
    Map<Verdict, StringBuilder> paths = new EnumMap<>(Verdict.class);
    double inset = span() <= FEW ? 0.1 : 0;
    int r = 0;
    while (r < rounds.size()) {
      Verdict verdict = verdict(track, r);
      int end = r + 1;
      while (inset == 0 && verdict != null && end < rounds.size() && goesOn(track, end, verdict)) {
        end++;
      }
      if (verdict != null) {
        Band band = Band.of(verdict);
        double x = rounds.get(r).round() - first() + inset;
        double wide = rounds.get(end - 1).round() - first() + 1 - inset - x;
        paths
            .computeIfAbsent(verdict, any -> new StringBuilder())
            .append('M')
            .append(Svg.at(x, band.from))
            .append('h')
            .append(Svg.number(wide))
            .append('v')
            .append(Svg.number(band.to - band.from))
            .append('h')
            .append(Svg.number(-wide))
            .append('z');
      }
      r = end;
    }
    return paths;
  }

  /** Whether a round follows right upon the one before it with the same verdict. */
  private boolean goesOn(Track track, int at, Verdict verdict) {
    return rounds.get(at).round() == rounds.get(at - 1).round() + 1
        && verdict(track, at) == verdict;
  }

  private static @Nullable Verdict verdict(Track track, int at) {
    ClientResult result = track.results().get(at);
    return result == null ? null : result.verdict();
  }

  private static @Nullable Recalled recalled(Track track, int at) {
    ClientResult result = track.results().get(at);
    return result == null ? null : result.recalled();
  }

  private static double height(double share) {
    return BOTTOM - Math.max(0, Math.min(1, share)) * (BOTTOM - TOP);
  }

  /**
   * An area for each stretch with evidence, whose level pieces are one line each. Who is away, or
   * was not admitted, keeps what is held against it.
   */
  private @Nullable Element evidence(Track track) {
    StringBuilder path = new StringBuilder();
    double level = 0;
    for (int r = 0; r < rounds.size(); r++) {
      Recalled recalled = recalled(track, r);
      double next = recalled == null ? level : recalled.evidence();
      if (next != level && Double.isFinite(next)) {
        String x = Svg.number(x(r));
        path.append(level > 0 ? "H" + x : "M" + x + " " + Svg.number(BOTTOM))
            .append('V')
            .append(Svg.number(height(next / MOST_EVIDENCE)))
            .append(next > 0 ? "" : "z");
        level = Math.max(0, next);
      }
    }
    if (level > 0) {
      path.append('H').append(span()).append('V').append(Svg.number(BOTTOM)).append('z');
    }
    return path.isEmpty() ? null : Element.of("path").styled("guilt").with("d", path);
  }

  private int x(int at) {
    return rounds.get(at).round() - first();
  }

  /** From −1 to 1, broken where it is not known. */
  private @Nullable Element curvature(Track track) {
    StringBuilder path = new StringBuilder();
    boolean goesOn = false;
    for (int r = 0; r < rounds.size(); r++) {
      Recalled recalled = recalled(track, r);
      Double value = recalled == null ? null : recalled.curvature();
      boolean known = value != null && Double.isFinite(value);
      if (known) {
        double y = Math.rint(2 * height((Objects.requireNonNull(value) + 1) / 2)) / 2;
        path.append(goesOn ? "L" : "M").append(Svg.at(x(r) + 0.5, y));
        path.append(goesOn ? "" : "h.3");
      }
      goesOn = known;
    }
    return path.isEmpty() ? null : Element.of("path").styled("bend").with("d", path);
  }
}
