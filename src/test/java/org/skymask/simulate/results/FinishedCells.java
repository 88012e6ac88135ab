package org.skymask.simulate.results;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.skymask.simulate.federation.RoundEnd;
import org.skymask.simulate.federation.RoundTimes;
import org.skymask.simulate.federation.Turnout;

/** Finished cells for tests. */
final class FinishedCells {
  private FinishedCells() {}

  /** Of two rounds, 10 clients, the second round with this accuracy. */
  static CellResult cell(String rule, String attack, double fraction, long seed, double accuracy) {
    String id = rule + attack + fraction + seed;
    List<RoundRow> rows =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                round -> row(id, rule, attack, fraction, seed, round, round == 2 ? accuracy : 0.1))
            .toList();
    return new CellResult(id, "data", "sha256:1", Map.of("skymask", "1"), rows);
  }

  /** Of one round in which nobody attacks. */
  static CellResult of(String rule, long seed, RoundRow.Measured measured) {
    RoundRow row =
        new RoundRow(
            new RoundRow.Labels(rule + seed, rule, "none", 0, "iid", seed, Setup.UNKNOWN),
            1,
            RoundEnd.COMMITTED,
            measured,
            new Turnout(10, 0, 0, 0),
            OptionalDouble.empty(),
            new RoundTimes(1, 0.5, 2));
    return new CellResult(rule + seed, "data", "sha256:1", Map.of("skymask", "1"), List.of(row));
  }

  private static RoundRow row(
      String id,
      String rule,
      String attack,
      double fraction,
      long seed,
      int round,
      double accuracy) {
    int malicious = (int) Math.round(10 * fraction);
    return new RoundRow(
        new RoundRow.Labels(id, rule, attack, fraction, "iid", seed, Setup.UNKNOWN),
        round,
        RoundEnd.COMMITTED,
        new RoundRow.Measured(accuracy, 1.5, attack.startsWith("backdoor") ? 0.75 : 1 - accuracy),
        new Turnout(10, malicious, Math.min(malicious, round), round - 1),
        OptionalDouble.empty(),
        new RoundTimes(1, 0.5, 2));
  }
}
