package org.skymask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;
import org.skymask.round.RoundResult;
import org.skymask.storage.FileNames;

/** A round's result for a person at a terminal. */
final class RoundText {
  private static final int MOST_ROWS = 60;

  private RoundText() {}

  static String of(RoundResult result) {
    RoundRecord record = result.record();
    RoundRecord.Counts counts = record.result().counts();
    StringBuilder text = new StringBuilder();
    text.append(table(result.clients()));
    text.append(
        String.format(
            "%nRound %d of %s: %s%s.%n",
            record.identity().round(),
            record.identity().federation(),
            record.result().outcome().code(),
            result.alreadyCommitted() ? " before, with the same inputs" : ""));
    text.append(
        String.format(
            "%d accepted, %d filtered, %d quarantined, %d incomplete. %s%n%n",
            counts.accepted(),
            counts.filtered(),
            counts.quarantined(),
            counts.incomplete(),
            record.result().why()));
    if (record.result().rootLoss() != null) {
      text.append("root loss: ").append(record.result().rootLoss()).append("\n\n");
    }
    if (!result.isRejected()) {
      text.append("model   ").append(record.result().model()).append('\n');
      text.append("commit  ").append(result.commit()).append('\n');
    }
    text.append("report  ")
        .append(result.directory())
        .append('/')
        .append(FileNames.REPORT)
        .append('\n');
    return text.toString();
  }

  private static String table(List<ClientResult> clients) {
    List<ClientResult> shown =
        clients.size() <= MOST_ROWS
            ? clients
            : clients.stream()
                .filter(client -> client.verdict() != Verdict.ACCEPTED)
                .limit(MOST_ROWS)
                .toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("client", "verdict", "reason", "density", "norm", "weight", "detail"));
    for (ClientResult client : shown) {
      rows.add(
          List.of(
              client.client(),
              client.verdict().code(),
              client.reason() == null ? "" : client.reason().code(),
              number(client.place().maskDensity(), "%.3f"),
              number(client.contribution().norm(), "%.3g"),
              number(client.contribution().weight(), "%.3f"),
              client.detail() == null ? "" : client.detail()));
    }
    String left =
        shown.size() < clients.size()
            ? "("
                + (clients.size() - shown.size())
                + " more of "
                + clients.size()
                + " clients: see the report)\n"
            : "";
    return TextTable.of(rows) + left;
  }

  private static String number(@Nullable Double value, String format) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
