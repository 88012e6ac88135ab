package org.skymask.rule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skymask.named.Trait;

/**
 * A rule, perhaps behind pre-aggregations: {@code nnm+krum}.
 *
 * @param name as {@code aggregator} names it
 * @param before in the order in which they are applied
 * @param traits of the rule
 */
public record Composed(
    String name, List<PreAggregation> before, AggregationRule rule, List<Trait> traits) {

  /**
   * What was chosen of the rows.
   *
   * @param mixing [rows that the rule saw][rows], null where nothing was mixed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Chosen(Choice choice, double @Nullable [][] mixing) {}

  /**
   * Mixes the rows, and has the rule choose.
   *
   * @param seed of what is random in the mixing
   * @throws org.skymask.named.ParameterException where a part cannot be used on so many rows
   */
  public Chosen choose(Geometry updates, long seed) {
    Geometry seen = updates;
    double[][] mixing = null;
    for (PreAggregation step : before) {
      if (step instanceof RowMixing rows) {
        double[][] next = rows.mixing(seen, seed);
        mixing = mixing == null ? next : Mixing.product(next, mixing);
        seen = new MixedGeometry(seen, next);
      }
    }
    return new Chosen(rule.choose(seen), mixing);
  }

  /** Whose momenta take the place of the updates; empty where the updates themselves are seen. */
  public Optional<Momentum> momentum() {
    return before.stream().filter(Momentum.class::isInstance).map(Momentum.class::cast).findFirst();
  }

  /** Whether the next round is to be told this round's aggregate. */
  public boolean remembersAggregate() {
    return traits.contains(Looks.LAST_AGGREGATE);
  }

  /** Whether the updates of a round are all that it looks at. */
  public boolean looksAtUpdatesAlone() {
    return momentum().isEmpty() && traits.stream().noneMatch(Looks.BEYOND_UPDATES::contains);
  }
}
