package org.skymask.round.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.skymask.config.RuleSettings;
import org.skymask.config.Settings;
import org.skymask.named.Catalogue;
import org.skymask.named.Declaration;
import org.skymask.named.Nearest;
import org.skymask.named.ParameterException;
import org.skymask.named.Trait;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.rule.Composed;
import org.skymask.rule.Looks;
import org.skymask.rule.Momentum;
import org.skymask.rule.PreAggregation;
import org.skymask.rule.RowMixing;
import org.skymask.rule.Rules;

/** The aggregation rules by name: {@code krum}, {@code nnm+krum}. */
public final class Aggregators {
  private static final String MIXING =
      "each of "
          + String.join(", ", Rules.BEFORE.names())
          + " with a plus sign may stand before all but "
          + SkyMaskAggregator.NAME;

  private Aggregators() {}

  /** What {@code aggregator} may name, without pre-aggregations. */
  public static List<Declaration> declarations() {
    return Stream.concat(
            Stream.of(SkyMaskAggregator.DECLARATION), Rules.ALL.declarations().stream())
        .toList();
  }

  /** Their names. */
  public static List<String> names() {
    return declarations().stream().map(Declaration::name).toList();
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
    try {
      RuleParameters.requireKnown(settings.method().rule());
    } catch (ParameterException e) {
      throw usage(e);
    }
    return switch (settings.method().aggregator()) {
      case SkyMaskAggregator.NAME -> new SkyMaskAggregator(settings, progress);
      case FedAvgAggregator.NAME -> new FedAvgAggregator();
      default -> new RuleAggregator(composed(settings), settings.running().seed());
    };
  }

  /**
   * The rule of package {@code rule} with what stands before it; empty for SkyMask.
   *
   * @throws RoundException see {@link #of}
   */
  public static Optional<Composed> rule(Settings settings) throws RoundException {
    boolean isSkyMask = settings.method().aggregator().equals(SkyMaskAggregator.NAME);
    return isSkyMask ? Optional.empty() : Optional.of(composed(settings));
  }

  /**
   * The momentum that the rule sees in place of the updates; empty also where the rule cannot be
   * used, which is said where it is made.
   */
  public static Optional<Momentum> momentum(Settings settings) {
    try {
      return rule(settings).flatMap(Composed::momentum);
    } catch (RoundException e) {
      return Optional.empty();
    }
  }

  private static Composed composed(Settings settings) throws RoundException {
    try {
      return composed(settings.method().aggregator(), settings.method().rule());
    } catch (ParameterException e) {
      throw usage(e);
    }
  }

  private static RoundException usage(ParameterException e) {
    return new RoundException(RoundException.Kind.USAGE, String.valueOf(e.getMessage()));
  }

  private static Composed composed(String aggregator, RuleSettings settings) {
    List<String> names = List.of(aggregator.split("\\+", -1));
    String last = names.get(names.size() - 1);
    List<String> first = names.subList(0, names.size() - 1);
    requireKnown(aggregator, "rule", last, first.isEmpty() ? names() : Rules.ALL.names());
    List<PreAggregation> before = new ArrayList<>();
    for (String name : first) {
      requireKnown(aggregator, "pre-aggregation", name, Rules.BEFORE.names());
      before.add(made(Rules.BEFORE, name, settings));
    }
    requireUnmixed(aggregator, first, before, last);
    List<Trait> traits = Rules.ALL.get(last).traits();
    return new Composed(aggregator, before, made(Rules.ALL, last, settings), traits);
  }

  /** What follows each client from round to round has no mixing before it. */
  private static void requireUnmixed(
      String aggregator, List<String> first, List<PreAggregation> before, String last) {
    boolean mixed = false;
    for (int i = 0; i < before.size(); i++) {
      String name = first.get(i);
      if (before.get(i) instanceof Momentum) {
        if (mixed) {
          throw mixedBefore(aggregator, name);
        }
        if (first.indexOf(name) < i) {
          throw new ParameterException(
              "aggregator = " + aggregator + ": expected " + name + " once, found it twice");
        }
      }
      mixed |= before.get(i) instanceof RowMixing;
    }
    if (mixed && Rules.ALL.get(last).traits().contains(Looks.CLIENTS_BEFORE)) {
      throw mixedBefore(aggregator, last);
    }
  }

  private static ParameterException mixedBefore(String aggregator, String name) {
    return new ParameterException(
        "aggregator = "
            + aggregator
            + ": "
            + name
            + " follows each client from round to round, so nothing may mix the updates before it");
  }

  private static <T> T made(Catalogue<T> catalogue, String name, RuleSettings settings) {
    return catalogue.make(name, settings.parameters(name), settings.shared());
  }

  private static void requireKnown(
      String aggregator, String noun, String name, List<String> known) {
    if (!known.contains(name)) {
      boolean misplaced = names().contains(name) || Rules.BEFORE.names().contains(name);
      throw new ParameterException(
          "aggregator = "
              + aggregator
              + ": there is no "
              + noun
              + " "
              + name
              + "; "
              + (misplaced ? MIXING : Nearest.sentence(name, known)));
    }
  }
}
