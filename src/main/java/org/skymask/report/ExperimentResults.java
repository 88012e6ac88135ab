package org.skymask.report;

import java.util.List;

/**
 * What an experiment came to, as its page shows it.
 *
 * @param facts about the federation and its training: name and value
 * @param classes of the model, of which one is right
 * @param panels one a split and malicious fraction
 * @param versions of the software, one line for each that made any of it
 */
public record ExperimentResults(
    String name, List<Fact> facts, int classes, List<Panel> panels, List<String> versions) {

  public ExperimentResults {
    facts = List.copyOf(facts);
    panels = List.copyOf(panels);
    versions = List.copyOf(versions);
  }

  /** A line of the table of facts. */
  public record Fact(String name, String value) {}

  /**
   * A matrix of rules and attacks.
   *
   * @param fraction of the clients that are malicious under an attack
   * @param cells in the order of the experiment
   */
  public record Panel(String split, double fraction, List<Outcome> cells) {

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
   * @param curve accuracy by round
   */
  public record Outcome(String rule, Attacked under, int seeds, Means means, List<Double> curve) {

    public Outcome {
      curve = List.copyOf(curve);
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

    /** {@link Means#accuracy}. */
    public double accuracy() {
      return means.accuracy();
    }

    /** {@link Means#least}. */
    public double least() {
      return means.least();
    }

    /** {@link Means#most}. */
    public double most() {
      return means.most();
    }

    /** {@link Means#success}. */
    public double success() {
      return means.success();
    }

    /** {@link Means#caught}. */
    public double caught() {
      return means.caught();
    }

    /** {@link Means#lost}. */
    public double lost() {
      return means.lost();
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
   * @param accuracy of the last round
   * @param least of it over seeds
   * @param most of it over seeds
   * @param success of the attack in the last round
   * @param caught share of malicious clients that were not accepted, over all rounds
   * @param lost share of honest clients that were not accepted, over all rounds
   */
  public record Means(
      double accuracy, double least, double most, double success, double caught, double lost) {}
}
