package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.OverSeeds;
import org.skymask.report.RuleComparison;
import org.skymask.report.RuleComparison.Basis;
import org.skymask.report.RuleComparison.Place;
import org.skymask.report.RuleComparison.Standing;

/**
 * Compares the rules of a panel, paired by cell: the same attack and the same seed. The cells of a
 * seed have data, first model and clients in common, so that only seeds are repetitions:
 * differences are averaged over the attacks of a seed first, and each seed counts once.
 */
final class RuleComparer {
  private final Quality quality;
  private final List<Outcome> outcomes;

  /**
   * @param outcomes of a panel
   */
  RuleComparer(Quality quality, List<Outcome> outcomes) {
    this.quality = quality;
    this.outcomes = outcomes;
  }

  RuleComparison compare() {
    Map<String, Set<String>> tied = new LinkedHashMap<>();
    for (String attack : labels(outcomes, Outcome::attack)) {
      List<Outcome> under = outcomes.stream().filter(o -> o.attack().equals(attack)).toList();
      tied.put(attack, tied(under));
    }
    List<Outcome> counted = counted();
    List<String> attacks = common(counted);
    List<Outcome> cells = counted.stream().filter(o -> attacks.contains(o.attack())).toList();
    Set<Long> seeds = seeds(cells);
    Set<Long> all = cells.stream().flatMap(o -> o.bySeed().keySet().stream()).collect(toSorted());
    Basis basis = new Basis(attacks.size(), seeds.size(), all.size() - seeds.size());
    List<Standing> standings = seeds.size() < 2 ? List.of() : standings(cells, seeds);
    return new RuleComparison(basis, standings, tied, tied(worst(counted)));
  }

  /** Where somebody attacks, only that counts. */
  private List<Outcome> counted() {
    List<Outcome> attacked = outcomes.stream().filter(Outcome::attacked).toList();
    return attacked.isEmpty() ? outcomes : attacked;
  }

  /** Attacks under which every rule has a cell. */
  private static List<String> common(List<Outcome> cells) {
    int rules = labels(cells, Outcome::rule).size();
    return labels(cells, Outcome::attack).stream()
        .filter(attack -> cells.stream().filter(o -> o.attack().equals(attack)).count() == rules)
        .toList();
  }

  /** Seeds that all of them have. */
  private static Set<Long> seeds(List<Outcome> cells) {
    return cells.stream()
        .map(cell -> cell.bySeed().keySet())
        .reduce((one, other) -> one.stream().filter(other::contains).collect(Collectors.toSet()))
        .map(common -> (Set<Long>) new TreeSet<>(common))
        .orElse(Set.of());
  }

  private static java.util.stream.Collector<Long, ?, Set<Long>> toSorted() {
    return Collectors.toCollection(TreeSet::new);
  }

  private List<Standing> standings(List<Outcome> cells, Set<Long> seeds) {
    Map<String, double[]> means = new LinkedHashMap<>();
    for (String rule : labels(cells, Outcome::rule)) {
      List<Outcome> own = cells.stream().filter(o -> o.rule().equals(rule)).toList();
      means.put(rule, seeds.stream().mapToDouble(seed -> mean(own, seed)).toArray());
    }
    String best = best(means).orElse("");
    List<Standing> standings = new ArrayList<>();
    means.forEach((rule, own) -> standings.add(standing(rule, own, best, means)));
    return standings;
  }

  /** Over the attacks. */
  private double mean(List<Outcome> own, long seed) {
    return own.stream().mapToDouble(cell -> value(cell, seed)).average().orElse(Double.NaN);
  }

  private double value(Outcome cell, long seed) {
    return quality.comparable(cell.bySeed().getOrDefault(seed, Double.NaN));
  }

  private static Standing standing(
      String rule, double[] own, String best, Map<String, double[]> means) {
    Map<String, RuleComparison.Difference> less = new LinkedHashMap<>();
    means.forEach(
        (other, theirs) -> {
          if (!other.equals(rule)) {
            less.put(other, StudentInterval.of(minus(own, theirs)));
          }
        });
    OverSeeds mean = OverSeeds.of(own);
    return new Standing(rule, mean, place(rule, mean, best, less), less);
  }

  private static Place place(
      String rule, OverSeeds mean, String best, Map<String, RuleComparison.Difference> less) {
    if (!Double.isFinite(mean.mean())) {
      return Place.RUINED;
    }
    if (rule.equals(best)) {
      return Place.BEST;
    }
    return Objects.requireNonNull(less.get(best)).isWithinChance() ? Place.TIED : Place.BEHIND;
  }

  private static double[] minus(double[] own, double[] theirs) {
    double[] differences = own.clone();
    for (int i = 0; i < own.length; i++) {
      differences[i] -= theirs[i];
    }
    return differences;
  }

  /** Of those whose mean is a number; the first of equals. */
  private Optional<String> best(Map<String, double[]> means) {
    Comparator<Map.Entry<String, double[]>> byMean =
        Comparator.comparingDouble(entry -> OverSeeds.of(entry.getValue()).mean());
    Stream<Map.Entry<String, double[]>> finite =
        means.entrySet().stream()
            .filter(entry -> Double.isFinite(OverSeeds.of(entry.getValue()).mean()));
    return finite.min(quality.higherIsBetter() ? byMean.reversed() : byMean).map(Map.Entry::getKey);
  }

  /** Of one cell a rule: the rules within chance of the best, by the seeds that all have. */
  private Set<String> tied(List<Outcome> cells) {
    Set<Long> seeds = seeds(cells);
    if (seeds.size() < 2) {
      return Set.of();
    }
    return standings(cells, seeds).stream()
        .filter(standing -> standing.place() == Place.TIED)
        .map(Standing::rule)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The worst of each rule's cells. */
  private List<Outcome> worst(List<Outcome> cells) {
    Map<String, Outcome> worst = new LinkedHashMap<>();
    for (Outcome cell : cells) {
      worst.merge(cell.rule(), cell, this::worse);
    }
    return List.copyOf(worst.values());
  }

  private Outcome worse(Outcome one, Outcome other) {
    double worse = quality.worse(one.quality(), other.quality());
    return Double.compare(worse, one.quality()) == 0 ? one : other;
  }

  private static List<String> labels(List<Outcome> cells, Function<Outcome, String> label) {
    return cells.stream().map(label).distinct().toList();
  }
}
