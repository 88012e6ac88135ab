package org.skymask.round.judge;

import java.util.Arrays;
import org.skymask.round.Stages;
import org.skymask.rule.Mean;

/**
 * Averages everybody, Σ aᵢΔᵢ (McMahan et al., "Communication-Efficient Learning of Deep Networks
 * from Decentralized Data", AISTATS 2017). It is no defence; other rules are compared with it.
 *
 * <p>By {@code aggregation.weights}: {@code uniform}, aᵢ = 1/n; {@code examples}, aᵢ = min(s, λ eᵢ)
 * with the claimed examples eᵢ, the largest share s ({@code aggregation.maximum-share}) and that λ
 * with which Σ aᵢ = 1; where n·s ≤ 1 or nobody claims an example, uniform.
 */
final class FedAvgAggregator implements Aggregator {
  static final String NAME = Mean.NAME;

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
