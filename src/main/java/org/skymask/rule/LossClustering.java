package org.skymask.rule;

import org.skymask.named.Declaration;
import org.skymask.named.Declared;

/**
 * Loss-based client clustering: the clients' models are tried on the root dataset, their losses
 * divided into two groups by 2-means, and those of the lower group averaged (Kritharakis et al.,
 * "Robust Federated Learning under Adversarial Attacks via Loss-Based Client Clustering", arXiv
 * 2508.12672). One forward pass over the root dataset a client. No parameters; where all losses are
 * equal everybody is kept.
 */
public record LossClustering() implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "loss-clustering",
              "mean of the lower of two groups of root losses of the clients' models",
              "Kritharakis et al., arXiv 2508.12672")
          .that(Looks.ROOT_DATA, Looks.MODELS, Looks.CHOOSES)
          .madeBy(given -> new LossClustering());

  @Override
  public Choice choose(Geometry updates) {
    Probe probe = updates.probe();
    int n = updates.rows();
    double[] losses = new double[n];
    for (int i = 0; i < n; i++) {
      float[] logits = probe.onRoot(Softmax.only(i, n));
      losses[i] = Softmax.loss(logits, probe.labels(), probe.classes());
    }
    return Kept.mean(TwoMeans.lower(losses));
  }
}
