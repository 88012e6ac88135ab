package org.skymask.simulate.results;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.model.Quality;

/** summary.csv: a line for the cells that differ in their seeds only (RFC 4180, UTF-8). */
final class SummaryCsv {
  private static final String HEAD =
      "split,malicious_fraction,attack,rule,seeds,rounds,accuracy,accuracy_least,accuracy_most,"
          + "attack_success,loss,malicious_caught,honest_lost,rounds_without_model,seconds_a_round,"
          + "measure,value,value_least,value_most,accuracy_deviation,value_deviation,"
          + "attack_success_deviation,loss_deviation,malicious_caught_deviation,"
          + "honest_lost_deviation,";

  private SummaryCsv() {}

  static String of(List<SummaryRow> rows) {
    return Stream.concat(
            Stream.of(HEAD + String.join(",", Columns.setup(Setup.UNKNOWN).keySet())),
            rows.stream().map(SummaryCsv::line))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String line(SummaryRow row) {
    return String.join(
        ",",
        text(row.key().split()),
        number(row.key().fraction()),
        text(row.key().attack()),
        text(row.key().rule()),
        String.valueOf(row.seeds()),
        String.valueOf(row.rounds()),
        accuracy(row, row.value().mean()),
        accuracy(row, row.least()),
        accuracy(row, row.most()),
        number(row.attackSuccess().mean()),
        number(row.loss().mean()),
        number(row.caught().mean()),
        number(row.lost().mean()),
        String.valueOf(row.unpublished()),
        String.format(Locale.ROOT, "%.2f", row.seconds()),
        row.quality().code(),
        number(row.value().mean()),
        number(row.least()),
        number(row.most()),
        accuracy(row, row.value().deviation()),
        number(row.value().deviation()),
        number(row.attackSuccess().deviation()),
        number(row.loss().deviation()),
        number(row.caught().deviation()),
        number(row.lost().deviation()),
        setup(row.key().setup()));
  }

  private static String setup(Setup setup) {
    return Columns.setup(setup).values().stream()
        .map(
            value ->
                value instanceof Double number
                    ? number(number)
                    : value == null ? "" : text(value.toString()))
        .collect(Collectors.joining(","));
  }

  private static String accuracy(SummaryRow row, double value) {
    return row.quality() == Quality.ACCURACY ? number(value) : "";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "";
  }

  private static String text(String value) {
    return value.matches("[^,\"\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
