package org.skymask.round;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RoundRecord.DecisionRecord;

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
    int n = updates.clients().size();
    boolean[] accepted = new boolean[n];
    Arrays.fill(accepted, true);
    double[] none = new double[n];
    Arrays.fill(none, Double.NaN);
    double[][] nowhere = new double[n][];
    Arrays.fill(nowhere, new double[] {Double.NaN, Double.NaN});
    return new Judgement(
        accepted,
        Reason.OUTLIER,
        none,
        nowhere,
        none,
        List.of(),
        List.of(),
        List.of(),
        Double.NaN,
        new DecisionRecord(NAME, -1, List.of()),
        "Plain averaging keeps every admitted client.");
  }
}
