package org.skymask.round.judge;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Rule;
import org.skymask.round.RoundException;
import org.skymask.rule.AggregationRule;
import org.skymask.rule.Bucketing;
import org.skymask.rule.Bulyan;
import org.skymask.rule.CentredClipping;
import org.skymask.rule.CoordinateMedian;
import org.skymask.rule.DeepSight;
import org.skymask.rule.DivideAndConquer;
import org.skymask.rule.FlDetector;
import org.skymask.rule.FlTrust;
import org.skymask.rule.Flame;
import org.skymask.rule.FoundationFl;
import org.skymask.rule.GeometricMedian;
import org.skymask.rule.Krum;
import org.skymask.rule.LossClustering;
import org.skymask.rule.MeanAroundMedian;
import org.skymask.rule.NearestNeighbourMixing;
import org.skymask.rule.NormBounding;
import org.skymask.rule.OutputPca;
import org.skymask.rule.PreAggregation;
import org.skymask.rule.SignGuard;
import org.skymask.rule.Siren;
import org.skymask.rule.TrimmedMean;

/** The rules of package {@code rule} by name, with their parameters and defaults. */
public final class Rules {
  private static final Map<String, Maker<AggregationRule>> RULES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(CoordinateMedian.NAME, p -> new CoordinateMedian()),
              Map.entry(TrimmedMean.NAME, p -> new TrimmedMean(p.byzantineCount())),
              Map.entry(MeanAroundMedian.NAME, p -> new MeanAroundMedian(p.byzantineCount())),
              Map.entry(
                  Krum.KRUM,
                  p -> new Krum(Krum.KRUM, p.byzantineCount(), 1, p.integer("neighbours", 0, 1))),
              Map.entry(
                  Krum.MULTI_KRUM,
                  p ->
                      new Krum(
                          Krum.MULTI_KRUM,
                          p.byzantineCount(),
                          p.integer("m", 0, 1),
                          p.integer("neighbours", 0, 1))),
              Map.entry(Bulyan.NAME, p -> new Bulyan(p.byzantineCount())),
              Map.entry(
                  GeometricMedian.NAME,
                  p ->
                      new GeometricMedian(
                          p.integer("iterations", 32, 1), p.positive("smoothing", 1e-6))),
              Map.entry(
                  CentredClipping.NAME,
                  p -> new CentredClipping(p.integer("iterations", 3, 1), p.positive("radius", 0))),
              Map.entry(NormBounding.NAME, p -> new NormBounding(p.positive("bound", 0))),
              Map.entry(FlTrust.NAME, p -> new FlTrust()),
              Map.entry(
                  DivideAndConquer.NAME,
                  p ->
                      new DivideAndConquer(
                          p.byzantineCount(),
                          p.integer("iterations", 5, 1),
                          p.integer("sample", 10_000, 1),
                          p.positive("filter", 1))),
              Map.entry(
                  SignGuard.NAME,
                  p ->
                      new SignGuard(
                          p.notNegative("lower", 0.1),
                          p.positive("upper", 3),
                          p.share("sample", 0.1))),
              Map.entry(Flame.NAME, p -> new Flame(p.notNegative("noise", 0.001))),
              Map.entry(OutputPca.NAME, p -> new OutputPca(p.integer("class", -1, -1))),
              Map.entry(FoundationFl.NAME, Rules::foundationFl),
              Map.entry(
                  DeepSight.NAME,
                  p ->
                      new DeepSight(
                          p.integer("inputs", 1000, 1),
                          p.integer("draws", 3, 1),
                          p.share("suspicious-share", 1.0 / 3),
                          p.integer("minimum-cluster", 2, 2))),
              Map.entry(LossClustering.NAME, p -> new LossClustering()),
              Map.entry(
                  FlDetector.NAME,
                  p -> new FlDetector(p.integer("window", 10, 1), p.integer("sketch", 1024, 1))),
              Map.entry(
                  Siren.NAME,
                  p ->
                      new Siren(
                          p.share("tolerance", 0.1),
                          p.integer("patience", 5, 1),
                          p.notNegative("award", 0.5)))));

  private static final Map<String, Maker<PreAggregation>> BEFORE =
      Map.of(
          NearestNeighbourMixing.NAME,
          p -> new NearestNeighbourMixing(p.byzantineCount()),
          Bucketing.NAME,
          p -> new Bucketing(p.integer("size", 2, 1)));

  /** Makes a rule of its parameters. */
  private interface Maker<T> {
    T make(RuleParameters parameters) throws RoundException;
  }

  private Rules() {}

  private static AggregationRule foundationFl(RuleParameters parameters) throws RoundException {
    double share = parameters.positive("synthetic", 0.5);
    String base = parameters.oneOf("base", CoordinateMedian.NAME, TrimmedMean.NAME);
    boolean trims = base.equals(TrimmedMean.NAME);
    return new FoundationFl(share, trims ? parameters.byzantineCount() : FoundationFl.MEDIAN);
  }

  /** Names of the rules, sorted. */
  public static List<String> names() {
    return List.copyOf(RULES.keySet());
  }

  /** Names of what may stand before them, sorted. */
  static List<String> preAggregations() {
    return BEFORE.keySet().stream().sorted().toList();
  }

  /**
   * Null where there is none of that name.
   *
   * @throws RoundException for a parameter that it does not have or that is out of range
   */
  public static @Nullable AggregationRule rule(String name, Rule settings) throws RoundException {
    return make(RULES.get(name), name, settings);
  }

  /** The same of a pre-aggregation. */
  static @Nullable PreAggregation preAggregation(String name, Rule settings) throws RoundException {
    return make(BEFORE.get(name), name, settings);
  }

  /**
   * Parameters of a rule or pre-aggregation with their defaults: numbers, where 0 may stand for one
   * that is found in the updates, and words.
   */
  static SortedMap<String, Object> defaults(String name) throws RoundException {
    RuleParameters parameters = new RuleParameters(name, new Rule(0, Map.of()));
    Maker<?> maker = RULES.containsKey(name) ? RULES.get(name) : BEFORE.get(name);
    Objects.requireNonNull(maker, name).make(parameters);
    return parameters.defaults();
  }

  private static <T> @Nullable T make(@Nullable Maker<T> maker, String name, Rule settings)
      throws RoundException {
    if (maker == null) {
      return null;
    }
    RuleParameters parameters = new RuleParameters(name, settings);
    T made = maker.make(parameters);
    parameters.requireNoOthers();
    return made;
  }
}
