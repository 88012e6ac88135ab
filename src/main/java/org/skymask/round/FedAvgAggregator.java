package org.skymask.round;

import java.util.Arrays;

/**
 * Everybody is averaged (McMahan et al., "Communication-Efficient Learning of Deep Networks from
 * Decentralized Data", AISTATS 2017). No defence: what the others are compared with.
 */
final class FedAvgAggregator implements Aggregator {
  static final String NAME = "fedavg";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Judgement judge(Updates updates, Stages stages) {
    boolean[] accepted = new boolean[updates.clients().size()];
    Arrays.fill(accepted, true);
    return Judgements.plain(accepted, NAME, "Plain averaging keeps every admitted client.", null);
  }
}
