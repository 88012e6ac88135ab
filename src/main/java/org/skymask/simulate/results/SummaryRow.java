package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.skymask.model.Quality;
import org.skymask.report.OverSeeds;
import org.skymask.simulate.federation.RoundEnd;

/**
 * Cells that differ in their seeds only, taken together: a row of summary.csv.
 *
 * @param key of them
 * @param seeds how many there are
 * @param spread of the last round's measure, over seeds
 * @param attackSuccess of the last round
 * @param loss of the last round
 * @param leftOut over all rounds
 * @param every of the cells' rounds
 */
record SummaryRow(
    Key key,
    int seeds,
    Spread spread,
    OverSeeds attackSuccess,
    OverSeeds loss,
    LeftOut leftOut,
    Rounds every) {

  /**
   * What models of this kind are compared by: mean and deviation, least and most.
   *
   * @param bySeed not finite where a seed has no number
   */
  record Spread(
      Quality quality, Map<Long, Double> bySeed, OverSeeds value, double least, double most) {
    Spread {
      bySeed = Map.copyOf(bySeed);
    }
  }

  /**
   * Clients that were not accepted: the share over all seeds together, and how it varies from seed
   * to seed.
   *
   * @param caught share of the malicious; NaN where there were none
   * @param lost share of the honest
   */
  record LeftOut(OverSeeds caught, OverSeeds lost) {}

  /**
   * The rounds of the cells.
   *
   * @param rounds in a cell
   * @param unpublished without a new model, over seeds
   * @param seconds a round, mean
   */
  record Rounds(int rounds, int unpublished, double seconds) {}

  /** {@link Spread#quality}. */
  Quality quality() {
    return spread.quality();
  }

  /** {@link Spread#bySeed}. */
  Map<Long, Double> bySeed() {
    return spread.bySeed();
  }

  /** {@link Spread#value}. */
  OverSeeds value() {
    return spread.value();
  }

  /** {@link Spread#least}. */
  double least() {
    return spread.least();
  }

  /** {@link Spread#most}. */
  double most() {
    return spread.most();
  }

  /** {@link LeftOut#caught}. */
  OverSeeds caught() {
    return leftOut.caught();
  }

  /** {@link LeftOut#lost}. */
  OverSeeds lost() {
    return leftOut.lost();
  }

  /** {@link Rounds#rounds}. */
  int rounds() {
    return every.rounds();
  }

  /** {@link Rounds#unpublished}. */
  int unpublished() {
    return every.unpublished();
  }

  /** {@link Rounds#seconds}. */
  double seconds() {
    return every.seconds();
  }

  /** What the cells have in common. */
  record Key(String split, double fraction, String attack, String rule, Setup setup) {
    static Key of(CellResult cell) {
      RoundRow row = cell.rows().get(0);
      return new Key(row.split(), row.fraction(), row.attack(), row.rule(), row.setup());
    }
  }

  /** In the order of the cells. */
  static List<SummaryRow> of(List<CellResult> cells) {
    Map<Key, List<CellResult>> groups = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      groups.computeIfAbsent(Key.of(cell), unused -> new ArrayList<>()).add(cell);
    }
    return groups.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static SummaryRow of(Key key, List<CellResult> cells) {
    List<RoundRow> last = cells.stream().map(cell -> RoundRow.last(cell.rows())).toList();
    List<RoundRow> all = cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    DoubleSummaryStatistics values = last.stream().mapToDouble(RoundRow::value).summaryStatistics();
    return new SummaryRow(
        key,
        cells.size(),
        new Spread(
            last.get(0).quality(),
            last.stream().collect(Collectors.toMap(RoundRow::seed, RoundRow::value)),
            overSeeds(last, RoundRow::value),
            values.getMin(),
            values.getMax()),
        overSeeds(last, RoundRow::attackSuccess),
        overSeeds(last, RoundRow::loss),
        new LeftOut(leftOut(cells, SummaryRow::caught), leftOut(cells, SummaryRow::lost)),
        new Rounds(
            cells.get(0).rows().size(),
            (int) all.stream().filter(row -> row.outcome() != RoundEnd.COMMITTED).count(),
            overSeeds(all, RoundRow::seconds).mean()));
  }

  private static OverSeeds overSeeds(List<RoundRow> rows, ToDoubleFunction<RoundRow> figure) {
    return OverSeeds.of(rows.stream().mapToDouble(figure).toArray());
  }

  private static OverSeeds leftOut(List<CellResult> cells, ToDoubleFunction<List<RoundRow>> share) {
    List<RoundRow> all = cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    double[] each = cells.stream().map(CellResult::rows).mapToDouble(share).toArray();
    return new OverSeeds(share.applyAsDouble(all), OverSeeds.of(each).deviation());
  }

  private static double caught(List<RoundRow> rows) {
    return share(
        rows.stream().mapToLong(RoundRow::caught).sum(),
        rows.stream().mapToLong(RoundRow::malicious).sum());
  }

  private static double lost(List<RoundRow> rows) {
    return share(
        rows.stream().mapToLong(RoundRow::lost).sum(),
        rows.stream().mapToLong(row -> row.clients() - row.malicious()).sum());
  }

  private static double share(long part, long all) {
    return all == 0 ? Double.NaN : (double) part / all;
  }
}
