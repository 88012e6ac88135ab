package org.skymask.simulate.federation;

import org.skymask.config.Settings;
import org.skymask.memory.ClientRecord;
import org.skymask.model.ClusterDecision;
import org.skymask.round.judge.Aggregators;
import org.skymask.rule.Momentum;

/** What a round reads of the rounds before it. */
final class ReadAgain {
  private ReadAgain() {}

  /**
   * For how many rounds uploads are read again: so many rounds before it a round reads uploads, and
   * of the first of these the model that they were trained from.
   *
   * @param settings of the rounds, with a {@code rule.byzantine-count}
   */
  static int rounds(Settings settings) {
    boolean remembers =
        settings.method().aggregator().equals(ClusterDecision.AGGREGATOR)
            && settings.method().cluster().decision() == ClusterDecision.REMEMBERED;
    return remembers
        ? ClientRecord.KEPT
        : Aggregators.momentum(settings).map(Momentum::rounds).orElse(0);
  }
}
