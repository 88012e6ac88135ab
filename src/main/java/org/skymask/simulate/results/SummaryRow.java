package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Cells that differ in their seeds only, taken together: a row of summary.csv.
 *
 * @param key of them
 * @param seeds how many there are
 * @param accuracy of the last round, mean over seeds
 * @param leastAccuracy of the last round, over seeds
 * @param mostAccuracy of the last round, over seeds
 * @param attackSuccess of the last round, mean over seeds
 * @param loss of the last round, mean over seeds
 * @param caught malicious clients that were not accepted, as a share over all rounds; NaN where
 *     there were none
 * @param lost honest clients that were not accepted, as a share over all rounds
 * @param rounds in a cell
 * @param unpublished rounds without a new model, over seeds
 * @param seconds a round, mean
 */
record SummaryRow(
    Key key,
    int seeds,
    double accuracy,
    double leastAccuracy,
    double mostAccuracy,
    double attackSuccess,
    double loss,
    double caught,
    double lost,
    int rounds,
    int unpublished,
    double seconds) {

  /** What the cells have in common. */
  record Key(String split, double fraction, String attack, String rule) {}

  /** In the order of the cells. */
  static List<SummaryRow> of(List<CellResult> cells) {
    Map<Key, List<CellResult>> groups = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      RoundRow row = cell.rows().get(0);
      Key key = new Key(row.split(), row.fraction(), row.attack(), row.rule());
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(cell);
    }
    return groups.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static SummaryRow of(Key key, List<CellResult> cells) {
    List<RoundRow> last = cells.stream().map(cell -> RoundRow.last(cell.rows())).toList();
    List<RoundRow> all = cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    DoubleSummaryStatistics accuracy =
        last.stream().mapToDouble(RoundRow::accuracy).summaryStatistics();
    long malicious = all.stream().mapToLong(RoundRow::malicious).sum();
    long honest = all.stream().mapToLong(row -> row.clients() - row.malicious()).sum();
    return new SummaryRow(
        key,
        cells.size(),
        accuracy.getAverage(),
        accuracy.getMin(),
        accuracy.getMax(),
        mean(last, RoundRow::attackSuccess),
        mean(last, RoundRow::loss),
        share(all.stream().mapToLong(RoundRow::caught).sum(), malicious),
        share(all.stream().mapToLong(RoundRow::lost).sum(), honest),
        cells.get(0).rows().size(),
        (int) all.stream().filter(row -> !row.outcome().equals("committed")).count(),
        mean(all, RoundRow::seconds));
  }

  private static double share(long part, long all) {
    return all == 0 ? Double.NaN : (double) part / all;
  }

  private static double mean(List<RoundRow> rows, ToDoubleFunction<RoundRow> figure) {
    return rows.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
