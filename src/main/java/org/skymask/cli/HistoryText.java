package org.skymask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.history.Figure;
import org.skymask.history.History;
import org.skymask.history.JudgedRound;
import org.skymask.history.Track;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Verdict;
import org.skymask.round.chain.HistoryJob;

/** A federation's history for a person at a terminal. */
final class HistoryText {
  /** Rounds that a line has room for. */
  private static final int WIDTH = 60;

  private static final String LEGEND =
      "A column a round: . accepted  x filtered  q quarantined  i incomplete  blank: no upload";

  private static final List<String> EACH =
      List.of(
          "round",
          "outcome",
          "verdict",
          "reason",
          "density",
          "norm",
          "clipped",
          "weight",
          "similarity",
          "stands at");

  private final History history;
  private final List<Track> shown;

  private HistoryText(History history, List<Track> shown) {
    this.history = history;
    this.shown = shown;
  }

  /**
   * @param each a table for each client instead of a line
   */
  static String of(HistoryJob.Result result, List<Track> shown, boolean each) {
    HistoryText text = new HistoryText(result.history(), shown);
    String name = result.federation() == null ? "(no name)" : result.federation();
    StringBuilder out = new StringBuilder();
    if (result.history().rounds().isEmpty()) {
      out.append("No round of ").append(name).append(" has come to a result yet.\n");
    } else {
      out.append(text.span(name)).append(each ? text.each() : text.table());
      out.append(text.events()).append(HistoryMemory.of(shown)).append(text.drift());
    }
    result.problems().forEach(problem -> out.append("Problem: ").append(problem).append('\n'));
    return out.toString();
  }

  private String span(String name) {
    List<JudgedRound> rounds = history.rounds();
    int count = rounds.size();
    return String.format(
        "%s: %d %s, from round %d to %d.%n",
        name,
        count,
        count == 1 ? "round" : "rounds",
        rounds.get(0).round(),
        rounds.get(count - 1).round());
  }

  private String table() {
    int from = Math.max(0, history.rounds().size() - WIDTH);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "client",
            ruler(from),
            "accepted",
            "filtered",
            "refused",
            "density",
            "norm",
            "clipped",
            "weight",
            "similarity"));
    outcomes(from, rows);
    shown.forEach(track -> rows.add(line(track, from)));
    String cut =
        from == 0 ? "" : "; the last " + WIDTH + " are drawn, all are counted and averaged";
    return LEGEND + cut + ".\n\n" + TextTable.of(rows);
  }

  /** The number of the first round drawn, and of every tenth. */
  private String ruler(int from) {
    StringBuilder ruler = new StringBuilder();
    for (int r = from; r < history.rounds().size(); r++) {
      int round = history.rounds().get(r).round();
      boolean named = r == from || round % 10 == 0;
      if (named && ruler.length() <= r - from) {
        ruler.append(" ".repeat(r - from - ruler.length()));
        // A gap, so that two numbers are never read as one.
        ruler.append(ruler.isEmpty() || ruler.charAt(ruler.length() - 1) == ' ' ? round : "");
      }
    }
    return ruler.toString();
  }

  /** Rounds whose clients made no model, where there are any. */
  private void outcomes(int from, List<List<String>> rows) {
    StringBuilder marks = new StringBuilder();
    for (JudgedRound round : history.rounds().subList(from, history.rounds().size())) {
      marks.append(mark(round.outcome()));
    }
    if (!marks.toString().isBlank()) {
      String legend =
          "(R rejected, C carried"
              + (marks.indexOf("B") < 0 ? "" : ", B rolled back")
              + (marks.indexOf("M") < 0 ? ")" : ", M memory changed)");
      rows.add(List.of(legend, marks.toString(), "", "", "", "", "", "", "", ""));
    }
  }

  private static char mark(Outcome outcome) {
    return switch (outcome) {
      case COMMITTED -> ' ';
      case REJECTED -> 'R';
      case CARRIED -> 'C';
      case ROLLED_BACK -> 'B';
      case PARDONED, BANNED -> 'M';
    };
  }

  private static List<String> line(Track track, int from) {
    StringBuilder marks = new StringBuilder();
    for (ClientResult result : track.results().subList(from, track.results().size())) {
      marks.append(mark(result));
    }
    return List.of(
        track.client() + (track.drifts() ? " *" : ""),
        marks.toString(),
        String.valueOf(track.count(Verdict.ACCEPTED)),
        String.valueOf(track.count(Verdict.FILTERED)),
        String.valueOf(track.count(Verdict.QUARANTINED)),
        number(track.mean(client -> client.place().maskDensity()), "%.3f"),
        number(track.mean(client -> client.contribution().norm()), "%.3g"),
        number(track.mean(client -> client.contribution().clipped()), "%.2f"),
        number(track.mean(client -> client.contribution().weight()), "%.3f"),
        number(track.mean(client -> client.contribution().similarity()), "%.2f"));
  }

  private static char mark(@Nullable ClientResult result) {
    if (result == null) {
      return ' ';
    }
    return switch (result.verdict()) {
      case ACCEPTED -> '.';
      case FILTERED -> 'x';
      case QUARANTINED -> 'q';
      case INCOMPLETE -> 'i';
    };
  }

  private String each() {
    StringBuilder text = new StringBuilder();
    for (Track track : shown) {
      List<List<String>> rows = new ArrayList<>();
      boolean remembered = HistoryMemory.isRemembered(track);
      List<String> head = new ArrayList<>(EACH);
      head.addAll(remembered ? List.of("evidence", "curvature") : List.of());
      rows.add(head);
      for (int r = 0; r < history.rounds().size(); r++) {
        List<String> row = new ArrayList<>(row(track, r));
        ClientResult result = track.results().get(r);
        if (remembered) {
          row.addAll(HistoryMemory.cells(result == null ? null : result.recalled()));
        }
        rows.add(row);
      }
      text.append('\n').append(track.client()).append('\n').append(TextTable.of(rows));
    }
    return text.append("\nstands at: deviations from the median of the round's clients.\n")
        .toString();
  }

  private List<String> row(Track track, int r) {
    JudgedRound round = history.rounds().get(r);
    ClientResult result = track.results().get(r);
    String number = String.valueOf(round.round());
    if (result == null) {
      return List.of(number, round.outcome().code(), "no upload", "", "", "", "", "", "", "");
    }
    return List.of(
        number,
        round.outcome().code(),
        result.verdict().code(),
        result.reason() == null ? "" : result.reason().code(),
        number(result.place().maskDensity(), "%.3f"),
        number(result.contribution().norm(), "%.3g"),
        number(result.contribution().clipped(), "%.2f"),
        number(result.contribution().weight(), "%.3f"),
        number(result.contribution().similarity(), "%.2f"),
        places(track, r));
  }

  private static String places(Track track, int r) {
    List<String> places = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      double place = Objects.requireNonNull(track.positions().get(figure))[r];
      if (Double.isFinite(place)) {
        places.add(figure.title() + " " + number(place, "%+.1f"));
      }
    }
    return String.join(", ", places);
  }

  /** What operators asked for. */
  private String events() {
    StringBuilder events = new StringBuilder();
    for (JudgedRound round : history.rounds()) {
      if (round.event() != null) {
        events.append("\nRound ").append(round.round()).append(", ").append(round.outcome().code());
        events.append(": ").append(round.event()).append('\n');
      }
    }
    return events.toString();
  }

  private String drift() {
    List<Track> drifting = shown.stream().filter(Track::drifts).toList();
    if (drifting.isEmpty()) {
      return "\n" + history.nobody() + "\n";
    }
    StringBuilder text = new StringBuilder("\n* Clients that drift:\n");
    List<List<String>> rows = new ArrayList<>();
    for (Track track : drifting) {
      for (int i = 0; i < track.findings().size(); i++) {
        rows.add(List.of(i == 0 ? track.client() : "", track.findings().get(i).sentence()));
      }
    }
    return text.append(TextTable.of(rows)).toString();
  }

  private static String number(@Nullable Double value, String format) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
