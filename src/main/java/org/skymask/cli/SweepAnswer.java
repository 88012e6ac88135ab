package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.skymask.config.Durations;
import org.skymask.round.sweep.Leftover;
import org.skymask.round.sweep.Leftover.Action;
import org.skymask.round.sweep.SweepJob;

/** What {@code sweep} prints. */
record SweepAnswer(SweepJob.Result result, Duration age, boolean delete) implements Answer {
  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("ok", result.isRight()).put("delete", delete).put("olderThan", age.toString());
    ArrayNode leftovers = json.putArray("leftovers");
    for (Leftover leftover : result.leftovers()) {
      Instant newest = leftover.newest();
      leftovers
          .addObject()
          .put("round", leftover.round())
          .put("kind", leftover.kind())
          .put("path", leftover.path())
          .put("files", leftover.files())
          .put("bytes", leftover.bytes())
          .put("newest", newest == null ? null : newest.toString())
          .put("action", code(leftover))
          .put("why", leftover.why());
    }
    ArrayNode problems = json.putArray("problems");
    result.problems().forEach(problems::add);
    return json;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    if (!result.leftovers().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("round", "kind", "newest file", "files", "bytes", "action", "path"));
      result.leftovers().forEach(leftover -> rows.add(row(leftover)));
      text.append(TextTable.of(rows)).append('\n');
    }
    result.problems().forEach(problem -> text.append(problem).append('\n'));
    Action wanted = delete ? Action.REMOVED : Action.REMOVABLE;
    List<Leftover> taken =
        result.leftovers().stream().filter(leftover -> leftover.action() == wanted).toList();
    long bytes = taken.stream().mapToLong(Leftover::bytes).sum();
    text.append(taken.size()).append(" of ").append(result.leftovers().size());
    text.append(" leftovers are older than ").append(Durations.text(age)).append(", ");
    text.append(bytes).append(delete ? " bytes: removed.\n" : " bytes; --delete removes them.\n");
    return text.toString();
  }

  private static List<String> row(Leftover leftover) {
    Instant newest = leftover.newest();
    String why = leftover.why() == null ? "" : ": " + leftover.why();
    return List.of(
        String.valueOf(leftover.round()),
        leftover.kind(),
        newest == null ? "" : newest.toString(),
        String.valueOf(leftover.files()),
        String.valueOf(leftover.bytes()),
        code(leftover) + why,
        leftover.path());
  }

  private static String code(Leftover leftover) {
    return leftover.action().code();
  }
}
