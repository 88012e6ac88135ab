package org.skymask.report;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules of a panel, compared by their cells of the same attack and seed. All figures are on the
 * scale of {@link org.skymask.model.Quality#comparable}.
 *
 * @param basis which cells count
 * @param standings one a rule, in the order of the rules; none where fewer than two seeds count
 * @param tied by attack, the rules whose difference from the best one under it is within chance
 * @param tiedInWorst rules whose worst case differs from the best worst case within chance
 */
public record RuleComparison(
    Basis basis, List<Standing> standings, Map<String, Set<String>> tied, Set<String> tiedInWorst) {

  /** Nothing to compare. */
  public static final RuleComparison NONE =
      new RuleComparison(new Basis(0, 0, 0), List.of(), Map.of(), Set.of());

  public RuleComparison {
    standings = List.copyOf(standings);
    tied = Map.copyOf(tied);
    tiedInWorst = Set.copyOf(tiedInWorst);
  }

  /** Whether a rule is tied with the best one under an attack. */
  boolean isTied(String rule, String attack) {
    return tied.getOrDefault(attack, Set.of()).contains(rule);
  }

  /**
   * Cells that count: of every rule, under every one of the attacks, of every one of the seeds.
   *
   * @param attacks how many; where nobody attacks, that alone counts as one
   * @param seeds of which all these cells are finished
   * @param leftOut seeds of which some are missing
   */
  public record Basis(int attacks, int seeds, int leftOut) {}

  /** How a rule stands beside the best. */
  public enum Place {
    /** The best mean. */
    BEST,
    /** Its difference from the best is within chance. */
    TIED,
    /** Its difference from the best is beyond chance. */
    BEHIND,
    /** A model has no finite quality, so there is no mean. */
    RUINED
  }

  /**
   * A rule among the others.
   *
   * @param mean over the attacks, then over the seeds
   * @param less this rule's cells less those of each other rule, by the other's label
   */
  public record Standing(String rule, OverSeeds mean, Place place, Map<String, Difference> less) {
    public Standing {
      less = Map.copyOf(less);
    }
  }

  /**
   * A paired difference.
   *
   * @param mean NaN where one of both has no number
   * @param half of the 95 % interval around it; NaN where fewer than two seeds count
   */
  public record Difference(double mean, double half) {
    /** Sums of equal values in another order are no difference. */
    private static final double ROUNDING = 1e-12;

    /** Whether the interval includes no difference. */
    public boolean isWithinChance() {
      return Math.abs(mean) <= half + ROUNDING;
    }

    /** Lower end of the interval. */
    double low() {
      return mean - half;
    }

    /** Upper end of the interval. */
    double high() {
      return mean + half;
    }
  }
}
