package org.skymask.simulate.results;

import java.util.List;

/**
 * One round of one cell: a row of results.parquet. Rates and figures that do not apply are NaN.
 *
 * @param cell identity of the cell
 * @param rule label in the matrix, as attack and split
 * @param fraction of the clients that are malicious
 * @param round from 1
 * @param outcome {@code committed}, {@code carried} where the rule or the gate rejected the round,
 *     {@code no-quorum} where no version came of it and the model stood
 * @param accuracy on test data, from 0 to 1
 * @param loss mean cross-entropy on test data
 * @param attackSuccess share of triggered examples that are taken for the backdoor's target; the
 *     test error where the attack has no backdoor
 * @param clients that took part
 * @param malicious of these
 * @param caught malicious ones that were not accepted
 * @param lost honest ones that were not accepted
 * @param gain of the split that decided
 * @param trainingSeconds of the clients, with attack and uploads
 * @param roundSeconds of the round itself
 * @param seconds of all, with evaluation
 */
public record RoundRow(
    String cell,
    String rule,
    String attack,
    double fraction,
    String split,
    long seed,
    int round,
    String outcome,
    double accuracy,
    double loss,
    double attackSuccess,
    int clients,
    int malicious,
    int caught,
    int lost,
    double gain,
    double trainingSeconds,
    double roundSeconds,
    double seconds) {

  /** The same with the labels that the matrix has now. */
  RoundRow labelled(String newRule, String newAttack, String newSplit) {
    return new RoundRow(
        cell,
        newRule,
        newAttack,
        fraction,
        newSplit,
        seed,
        round,
        outcome,
        accuracy,
        loss,
        attackSuccess,
        clients,
        malicious,
        caught,
        lost,
        gain,
        trainingSeconds,
        roundSeconds,
        seconds);
  }

  /** Honest clients lost, as a share of the honest. */
  public double falsePositiveRate() {
    return malicious == clients ? Double.NaN : (double) lost / (clients - malicious);
  }

  /** Malicious clients accepted, as a share of the malicious. */
  public double falseNegativeRate() {
    return malicious == 0 ? Double.NaN : (double) (malicious - caught) / malicious;
  }

  /** The row of the last round. */
  public static RoundRow last(List<RoundRow> rows) {
    return rows.get(rows.size() - 1);
  }
}
