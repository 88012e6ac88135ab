package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Clients 4 and 7 of an attacker, one of them in a round, whose updates are a number each. */
class OwnRecordsTest {
  private final OwnRecords records = new OwnRecords();

  private static AttackContext context(int round, int client) {
    return Parabola.at(round / 100f, 1).among(3, client).round(round).context();
  }

  private void add(int round, int client, double sent, double evidence) {
    records.add(
        context(round, client), new float[][] {Situation.row(sent)}, new double[] {evidence});
  }

  private double curvature(int round, int client, double sent) {
    return records.curvature(context(round, client), 0, Situation.row(sent));
  }

  @Test
  void evidenceIsEachClientsOwn() {
    add(1, 4, 1, 0.75);
    assertThat(records.evidence(context(2, 4))).containsExactly(0.75);
    assertThat(records.evidence(context(2, 7))).containsExactly(0);
  }

  /** Of a model that rises: −1 for updates that rise with it, 1 for those that fall. */
  @Test
  void curvatureIsAMeanFromTheSecondValueOn() {
    add(1, 4, 1, 0);
    add(2, 4, 1, 0);
    assertThat(curvature(3, 4, 2)).as("the first value").isNaN();
    add(3, 4, 2, 0);
    // Round 4 is compared with round 1: (−0.7 + 1)/1.7, or −1.7/1.7.
    assertThat(curvature(4, 4, 0.5)).isCloseTo(0.3 / 1.7, within(1e-6));
    assertThat(curvature(4, 4, 3)).isCloseTo(-1, within(1e-6));
    assertThat(curvature(4, 7, 3)).as("another client").isNaN();
  }

  /** In round 10, of rounds 1, 2 and 9, only round 2 is neither too old nor too young. */
  @Test
  void uploadsAreKeptAsLongAsTheyAreCompared() {
    add(1, 4, 1, 0);
    add(2, 4, 5, 0);
    for (int round = 3; round <= 8; round++) {
      add(round, 7, 1, 0);
    }
    // Of rounds 1 and 2 the latter, where 5 was sent, is nearer to four rounds ago: κ = 1.
    add(9, 4, 2, 0);
    assertThat(curvature(10, 4, 4)).as("(0.7 + 1)/1.7").isCloseTo(1, within(1e-6));
    assertThat(curvature(10, 4, 6)).as("(0.7 − 1)/1.7").isCloseTo(-0.3 / 1.7, within(1e-6));
  }
}
