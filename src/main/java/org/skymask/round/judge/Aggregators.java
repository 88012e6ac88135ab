package org.skymask.round.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Rule;
import org.skymask.config.Settings;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.rule.AggregationRule;
import org.skymask.rule.Mean;
import org.skymask.rule.PreAggregation;

/** The aggregation rules by name: {@code krum}, {@code nnm+krum}. */
public final class Aggregators {
  private static final String PLUS = "\\+";

  private Aggregators() {}

  /** What {@code aggregator} may say, without pre-aggregations. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(SkyMaskAggregator.NAME, FedAvgAggregator.NAME), Rules.names().stream())
        .toList();
  }

  /**
   * Checks that the rule exists and has the parameters that it needs.
   *
   * @throws RoundException when there is no rule of that name, or a parameter of it is missing or
   *     wrong
   */
  public static void requireUsable(Settings settings) throws RoundException {
    of(settings, Progress.SILENT);
  }

  /**
   * @throws RoundException when there is no rule of that name, or a parameter of it is missing or
   *     wrong
   */
  public static Aggregator of(Settings settings, Progress progress) throws RoundException {
    return switch (settings.aggregator()) {
      case SkyMaskAggregator.NAME -> new SkyMaskAggregator(settings, progress);
      case FedAvgAggregator.NAME -> new FedAvgAggregator();
      default -> composed(settings.aggregator(), settings.rule(), settings.seed());
    };
  }

  private static Aggregator composed(String aggregator, Rule settings, long seed)
      throws RoundException {
    List<String> names = List.of(aggregator.split(PLUS, -1));
    AggregationRule rule = behind(names.get(names.size() - 1), settings);
    if (rule == null) {
      throw unknown(aggregator);
    }
    List<PreAggregation> before = new ArrayList<>();
    for (String name : names.subList(0, names.size() - 1)) {
      PreAggregation step = Rules.preAggregation(name, settings);
      if (step == null) {
        throw unknown(aggregator);
      }
      before.add(step);
    }
    if (rule.followsClients() && !before.isEmpty()) {
      throw new RoundException(
          RoundException.Kind.USAGE,
          "aggregator = "
              + aggregator
              + ": "
              + rule.name()
              + " follows each client from round to round, so nothing may mix the updates before it");
    }
    return new RuleAggregator(before, rule, seed);
  }

  private static @Nullable AggregationRule behind(String name, Rule settings)
      throws RoundException {
    return name.equals(Mean.NAME) ? new Mean() : Rules.rule(name, settings);
  }

  private static RoundException unknown(String name) {
    return new RoundException(
        RoundException.Kind.USAGE,
        "aggregator = "
            + name
            + " is not a rule; there are "
            + String.join(", ", names())
            + "; "
            + String.join(" or ", Rules.preAggregations())
            + " with a plus sign may stand before all but "
            + SkyMaskAggregator.NAME);
  }
}
