package org.skymask.simulate.results;

import java.util.List;
import java.util.OptionalDouble;
import org.skymask.model.Quality;
import org.skymask.simulate.federation.RoundEnd;
import org.skymask.simulate.federation.RoundTimes;
import org.skymask.simulate.federation.Turnout;

/**
 * One round of one cell: a row of results.parquet. Rates and figures that do not apply are NaN.
 *
 * @param round from 1
 * @param gain of the split that decided; empty where none was looked for
 */
public record RoundRow(
    Labels labels,
    int round,
    RoundEnd outcome,
    Measured measured,
    Turnout turnout,
    OptionalDouble gain,
    RoundTimes times) {

  /**
   * Which cell it is.
   *
   * @param cell identity of the cell
   * @param rule label in the matrix, as attack and split
   * @param fraction of the clients that are malicious
   */
  public record Labels(
      String cell,
      String rule,
      String attack,
      double fraction,
      String split,
      long seed,
      Setup setup) {}

  /**
   * What the model does on test data.
   *
   * @param quality what models of its kind are compared by
   * @param value of that
   * @param loss mean over the examples
   * @param attackSuccess share of triggered examples that are taken for the backdoor's target; the
   *     test error where the attack has no backdoor; NaN where the model has no accuracy either
   */
  public record Measured(Quality quality, double value, double loss, double attackSuccess) {
    /** Of a classifier. */
    public Measured(double accuracy, double loss, double attackSuccess) {
      this(Quality.ACCURACY, accuracy, loss, attackSuccess);
    }
  }

  /** The same with the labels that the matrix has now. */
  RoundRow labelled(String newRule, String newAttack, String newSplit, Setup setup) {
    Labels now = new Labels(cell(), newRule, newAttack, fraction(), newSplit, seed(), setup);
    return new RoundRow(now, round, outcome, measured, turnout, gain, times);
  }

  /** {@link Labels#cell}. */
  public String cell() {
    return labels.cell();
  }

  /** {@link Labels#rule}. */
  public String rule() {
    return labels.rule();
  }

  /** {@link Labels#attack}. */
  public String attack() {
    return labels.attack();
  }

  /** {@link Labels#fraction}. */
  public double fraction() {
    return labels.fraction();
  }

  /** {@link Labels#split}. */
  public String split() {
    return labels.split();
  }

  /** {@link Labels#setup}. */
  public Setup setup() {
    return labels.setup();
  }

  /** {@link Labels#seed}. */
  public long seed() {
    return labels.seed();
  }

  /** {@link Measured#quality}. */
  public Quality quality() {
    return measured.quality();
  }

  /** {@link Measured#value}. */
  public double value() {
    return measured.value();
  }

  /** The value where it is the accuracy. */
  public double accuracy() {
    return quality() == Quality.ACCURACY ? value() : Double.NaN;
  }

  /** {@link Measured#loss}. */
  public double loss() {
    return measured.loss();
  }

  /** {@link Measured#attackSuccess}. */
  public double attackSuccess() {
    return measured.attackSuccess();
  }

  /** {@link Turnout#clients}. */
  public int clients() {
    return turnout.clients();
  }

  /** {@link Turnout#malicious}. */
  public int malicious() {
    return turnout.malicious();
  }

  /** {@link Turnout#caught}. */
  public int caught() {
    return turnout.caught();
  }

  /** {@link Turnout#lost}. */
  public int lost() {
    return turnout.lost();
  }

  /** {@link RoundTimes#trainingSeconds}. */
  public double trainingSeconds() {
    return times.trainingSeconds();
  }

  /** {@link RoundTimes#roundSeconds}. */
  public double roundSeconds() {
    return times.roundSeconds();
  }

  /** {@link RoundTimes#seconds}. */
  public double seconds() {
    return times.seconds();
  }

  /** Honest clients lost, as a share of the honest. */
  public double falsePositiveRate() {
    return malicious() == clients() ? Double.NaN : (double) lost() / (clients() - malicious());
  }

  /** Malicious clients accepted, as a share of the malicious. */
  public double falseNegativeRate() {
    return malicious() == 0 ? Double.NaN : (double) (malicious() - caught()) / malicious();
  }

  /** The row of the last round. */
  public static RoundRow last(List<RoundRow> rows) {
    return rows.get(rows.size() - 1);
  }
}
