package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Attendance;

/**
 * What {@code validate} says.
 *
 * @param updates directory of the uploads, absolute
 */
record AttendanceAnswer(Attendance found, String updates) implements Answer {
  @Override
  public String text() {
    if (found.summaries().isEmpty()) {
      return "No uploads: no client=<id> directory of round "
          + found.round()
          + " in "
          + updates
          + ".\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("client", "verdict", "reason", "examples", "detail"));
    found.summaries().forEach(summary -> rows.add(row(summary)));
    return TextTable.of(rows)
        + String.format(
            "%n%d of %d uploads would take part%s.%n",
            found.admitted(),
            found.summaries().size(),
            found.minimum() == 0
                ? "; this round is committed already"
                : ", and quorum.minimum-clients is " + found.minimum());
  }

  private static List<String> row(UploadSummary summary) {
    return List.of(
        summary.client(),
        summary.verdict().code(),
        summary.reason() == null ? "" : summary.reason().code(),
        summary.examples() == null ? "" : String.valueOf(summary.examples()),
        summary.detail() == null ? "" : summary.detail());
  }

  /** Verdicts; and what an error has besides, where a round would end for want of uploads. */
  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    ArrayNode clients = json.putArray("clients");
    for (UploadSummary summary : found.summaries()) {
      clients
          .addObject()
          .put("client", summary.client())
          .put("verdict", summary.verdict().code())
          .put("reason", summary.reason() == null ? null : summary.reason().code())
          .put("detail", summary.detail());
    }
    json.put("round", found.round()).put("admitted", found.admitted());
    json.put("minimumClients", found.minimum());
    if (!found.isEnough()) {
      json.put("error", found.shortage()).put("exit", ExitCode.QUORUM);
    }
    return json;
  }
}
