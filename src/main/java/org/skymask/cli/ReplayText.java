package org.skymask.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;
import org.skymask.round.evaluate.Evaluation;
import org.skymask.round.evaluate.Measure;
import org.skymask.round.replay.Replay;
import org.skymask.round.replay.Replay.Distance;
import org.skymask.round.replay.Replay.End;
import org.skymask.round.replay.Replay.Quality;
import org.skymask.round.replay.Replay.Row;

/** A replay for a person at a terminal. */
final class ReplayText {
  private static final int MOST_NAMES = 20;

  private final Replay replay;
  private final Map<String, Verdict> then = new LinkedHashMap<>();

  private ReplayText(Replay replay) {
    this.replay = replay;
    replay.committed().clients().forEach(client -> then.put(client.client(), client.verdict()));
  }

  static String of(Replay replay) {
    ReplayText text = new ReplayText(replay);
    return text.head() + "\n" + text.table() + "\n" + text.notes();
  }

  private String head() {
    StringBuilder head = new StringBuilder();
    head.append("Round ").append(replay.then().identity().round()).append(" of ");
    head.append(replay.then().identity().federation()).append(", committed by ");
    head.append(replay.then().judged().aggregatorOrEmpty()).append(" from ");
    head.append(replay.then().origin().inputs().size()).append(" uploads.\n");
    if (!replay.changed().isEmpty()) {
      head.append(
          "NOT the uploads of the commit, so distances compare models of different uploads:\n");
      replay
          .changed()
          .forEach(
              one ->
                  head.append("  ")
                      .append(one.client())
                      .append(' ')
                      .append(one.how())
                      .append('\n'));
    }
    return head.toString();
  }

  private String table() {
    Measure main = main(replay.committed().quality());
    boolean evaluated = main != null;
    List<List<String>> rows = new ArrayList<>();
    List<String> header =
        List.of(
            "rule", "accepted", "filtered", "of the step", "distance", "from base", "root loss");
    rows.add(line(header, main == null ? null : MeasureText.name(main), "seconds"));
    for (Row row :
        Stream.concat(Stream.of(replay.committed()), replay.variants().stream()).toList()) {
      String seconds = number(row.seconds().orElse(Double.NaN), "%.2f");
      rows.add(line(cells(row), evaluated ? quality(row.quality()) : null, seconds));
    }
    return TextTable.of(rows)
        + "\ndistance: from the committed model, also as a share of the committed step.\n";
  }

  private static List<String> line(List<String> first, @Nullable String then, String last) {
    List<String> line = new ArrayList<>(first);
    if (then != null) {
      line.add(then);
    }
    line.add(last);
    return line;
  }

  private static List<String> cells(Row row) {
    Quality quality = row.quality();
    return List.of(
        row.name(),
        row.end() == End.MODEL ? String.valueOf(count(row, Verdict.ACCEPTED)) : row.end().code(),
        row.end() == End.MODEL ? String.valueOf(count(row, Verdict.FILTERED)) : "",
        row.same()
            ? "the same"
            : cell(
                row.fromCommitted(), d -> number(100 * d.relative().orElse(Double.NaN), "%.1f %%")),
        cell(row.fromCommitted(), ReplayText::length),
        cell(row.fromBase(), ReplayText::length),
        quality == null ? "" : number(quality.rootLoss(), "%.4f"));
  }

  private static String cell(@Nullable Distance distance, Function<Distance, String> text) {
    return distance == null ? "" : text.apply(distance);
  }

  private static String length(Distance distance) {
    return distance.length() == 0 ? "0" : number(distance.length(), "%.4g");
  }

  private static @Nullable Measure main(@Nullable Quality quality) {
    Evaluation evaluation = quality == null ? null : quality.evaluation();
    return evaluation == null ? null : evaluation.main();
  }

  private static String quality(@Nullable Quality quality) {
    Measure main = main(quality);
    return main == null ? "" : MeasureText.value(main);
  }

  private static long count(Row row, Verdict verdict) {
    return row.clients().stream().filter(client -> client.verdict() == verdict).count();
  }

  private String notes() {
    StringBuilder notes = new StringBuilder();
    for (Row row : replay.variants()) {
      String why = row.why();
      boolean named = why.startsWith(row.name() + ": ");
      notes.append(named ? "" : row.name() + ": ").append(why).append('\n');
      names(notes, "leaves out, but the round accepted", row, Verdict.FILTERED, Verdict.ACCEPTED);
      names(notes, "accepts, but the round filtered", row, Verdict.ACCEPTED, Verdict.FILTERED);
      if (!row.differs().isEmpty()) {
        notes.append("  settings: ").append(String.join(", ", row.differs())).append('\n');
      }
    }
    return notes.toString();
  }

  private void names(StringBuilder notes, String title, Row row, Verdict now, Verdict before) {
    List<String> names =
        row.clients().stream()
            .filter(client -> client.verdict() == now && then.get(client.client()) == before)
            .map(ClientResult::client)
            .toList();
    if (!names.isEmpty()) {
      notes.append("  ").append(title).append(" (").append(names.size()).append("): ");
      notes.append(String.join(" ", names.subList(0, Math.min(MOST_NAMES, names.size()))));
      notes.append(names.size() > MOST_NAMES ? " …\n" : "\n");
    }
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
