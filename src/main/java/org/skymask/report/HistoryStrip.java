package org.skymask.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skymask.history.JudgedRound;
import org.skymask.history.Track;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;

/**
 * A client's verdicts, a mark a round. All marks of a verdict are one path: a page of many clients
 * stays small.
 */
record HistoryStrip(List<JudgedRound> rounds) {
  private static final double STEP = 16;
  private static final double HEIGHT = 16;
  private static final double RADIUS = 3.6;

  private double width() {
    return STEP * rounds.size();
  }

  private static double at(int round) {
    return STEP * (round + 0.5);
  }

  /** Numbers of the rounds: the last one, and every fifth where there is room. */
  Element ruler() {
    int last = rounds.size() - 1;
    Element image = Svg.image(width(), HEIGHT, "Rounds, the newest at the right");
    for (int r = 0; r <= last; r++) {
      int number = rounds.get(r).round();
      if (r == last || number % 5 == 0 && r < last - 1) {
        image.add(Svg.text(at(r), HEIGHT - 4, "middle", Integer.toString(number)));
      }
    }
    return image;
  }

  Element draw(Track track) {
    Map<Verdict, StringBuilder> paths = new EnumMap<>(Verdict.class);
    StringBuilder words = new StringBuilder();
    for (int r = 0; r < rounds.size(); r++) {
      ClientResult result = track.results().get(r);
      if (result != null) {
        Verdict verdict = result.verdict();
        paths
            .computeIfAbsent(verdict, any -> new StringBuilder())
            .append(Mark.of(verdict).outline(at(r), HEIGHT / 2, RADIUS));
        if (verdict != Verdict.ACCEPTED) {
          words.append(words.isEmpty() ? "" : ", ");
          words.append(rounds.get(r).round()).append(' ').append(verdict.code());
        }
      }
    }
    String label =
        words.isEmpty() ? "accepted in every round that it took part in" : "round " + words;
    Element image = Svg.image(width(), HEIGHT, label).add(Svg.title(label));
    image.add(Svg.line("row", 0, HEIGHT / 2, width(), HEIGHT / 2));
    paths.forEach(
        (verdict, path) ->
            image.add(
                Element.of("path").styled("mark " + verdict.code()).with("d", path.toString())));
    return image;
  }
}
