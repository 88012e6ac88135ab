package org.skymask.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skymask.model.Quality;

/**
 * What an experiment came to, as its page shows it.
 *
 * @param facts about the federation and its training: name and value
 * @param scale what models are compared by
 * @param panels one a split and malicious fraction
 * @param along one a numeric axis with several values
 * @param versions of the software, one line for each that made any of it
 */
public record ExperimentResults(
    String name,
    List<Fact> facts,
    Scale scale,
    List<Panel> panels,
    List<AlongAxis> along,
    List<String> versions) {

  public ExperimentResults {
    facts = List.copyOf(facts);
    panels = List.copyOf(panels);
    along = List.copyOf(along);
    versions = List.copyOf(versions);
  }

  /**
   * What models are compared by.
   *
   * @param classes of which one is right; 0 where the quality is no accuracy
   */
  public record Scale(Quality quality, int classes) {
    /** A value with its unit. */
    String text(double value) {
      return quality.isPercentage() ? Numbers.percent(value) : Numbers.significant(value);
    }

    /** A value where the unit stands elsewhere. */
    String bare(double value) {
      return quality.isPercentage() ? Numbers.fixed(100 * value, 1) : Numbers.significant(value);
    }

    /** The quality at the beginning of a sentence. */
    String heading() {
      String title = quality.title();
      return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    /** Where a value lies between the worst of a range, 0, and the best, 1. */
    double place(double value, DoubleSummaryStatistics range) {
      double least = quality.comparable(range.getMin());
      double width = quality.comparable(range.getMax()) - least;
      if (!(width > 0)) {
        return 1;
      }
      double place = (quality.comparable(value) - least) / width;
      return quality.higherIsBetter() ? place : 1 - place;
    }
  }

  /** A line of the table of facts. */
  public record Fact(String name, String value) {}

  /**
   * A matrix of rules and attacks.
   *
   * @param fraction of the clients that are malicious under an attack
   * @param cells in the order of the experiment
   * @param comparison of the rules
   */
  public record Panel(
      String split, double fraction, List<Outcome> cells, RuleComparison comparison) {

    public Panel {
      cells = List.copyOf(cells);
    }

    /** Labels of the rules, in their order. */
    List<String> rules() {
      return cells.stream().map(Outcome::rule).distinct().toList();
    }

    /** Labels of the attacks, in their order. */
    List<String> attacks() {
      return cells.stream().map(Outcome::attack).distinct().toList();
    }
  }

  /**
   * A rule under an attack: means over seeds.
   *
   * @param bySeed quality of the last round, of each seed; not finite where there is none
   * @param curve quality by round
   */
  public record Outcome(
      String rule, Attacked under, Map<Long, Double> bySeed, Means means, List<Double> curve) {

    public Outcome {
      bySeed = Map.copyOf(bySeed);
      curve = List.copyOf(curve);
    }

    /** How many of them there are. */
    public int seeds() {
      return bySeed.size();
    }

    /** {@link Attacked#attack}. */
    public String attack() {
      return under.attack();
    }

    /** {@link Attacked#attacked}. */
    public boolean attacked() {
      return under.attacked();
    }

    /** {@link Attacked#backdoor}. */
    public boolean backdoor() {
      return under.backdoor();
    }

    /** Mean of the quality. */
    public double quality() {
      return means.quality().mean();
    }

    /** {@link Means#least}. */
    public double least() {
      return means.least();
    }

    /** {@link Means#most}. */
    public double most() {
      return means.most();
    }

    /** Mean of the attack's success. */
    public double success() {
      return means.success().mean();
    }

    /** Share of the malicious that was caught. */
    public double caught() {
      return means.caught().mean();
    }

    /** Share of the honest that was lost. */
    public double lost() {
      return means.lost().mean();
    }
  }

  /**
   * The attack.
   *
   * @param attack its label
   * @param attacked whether anybody attacked
   * @param backdoor whether success is that of a backdoor, or what it is compared with
   */
  public record Attacked(String attack, boolean attacked, boolean backdoor) {}

  /**
   * What came of it.
   *
   * @param quality of the last round
   * @param least of it over seeds
   * @param most of it over seeds
   * @param success of the attack in the last round
   * @param caught share of malicious clients that were not accepted, over all rounds
   * @param lost share of honest clients that were not accepted, over all rounds
   */
  public record Means(
      OverSeeds quality,
      double least,
      double most,
      OverSeeds success,
      OverSeeds caught,
      OverSeeds lost) {}
}
