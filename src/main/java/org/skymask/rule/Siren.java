package org.skymask.rule;

import java.util.Map;
import java.util.TreeMap;

/**
 * Siren, the server's check: with the best accuracy A on the root dataset that a client's model has
 * reached, clients are kept whose accuracy is A(1 − C) or more and whose updates are at less than a
 * right angle to the best one's (Guo et al., "Siren: Byzantine-robust Federated Learning via
 * Proactive Alarming", SoCC 2021). The paper's clients raise alarms that say when to check; uploads
 * carry none, so every round is checked. A client that has been caught often enough no longer sets
 * the yardstick; how often is what the version keeps. One forward pass over the root dataset a
 * client.
 *
 * @param tolerance C, 0 to 1
 * @param patience rounds in which a client may be caught before it is no yardstick any more, 1 or
 *     more
 */
public record Siren(double tolerance, int patience) implements AggregationRule {
  public static final String NAME = "siren";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean followsClients() {
    return true;
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    Memory memory = updates.memory();
    double[] accuracies = accuracies(updates);
    int best = best(updates, accuracies);
    double[][] gram = updates.gram();
    boolean[] kept = new boolean[n];
    // Those who sit out a round are not forgotten.
    Map<String, double[]> notes = new TreeMap<>(memory.notes());
    for (int i = 0; i < n; i++) {
      kept[i] =
          best >= 0
              && accuracies[i] >= accuracies[best] * (1 - tolerance)
              && (i == best || gram[i][best] > 0);
      if (!kept[i]) {
        String name = updates.names().get(i);
        notes.put(name, new double[] {memory.number(name) + 1});
      }
    }
    return Kept.mean(kept, notes);
  }

  private static double[] accuracies(Geometry updates) {
    Probe probe = updates.probe();
    double[] accuracies = new double[updates.rows()];
    for (int i = 0; i < accuracies.length; i++) {
      float[] logits = probe.onRoot(Softmax.only(i, accuracies.length));
      accuracies[i] = Softmax.accuracy(logits, probe.labels(), probe.classes());
    }
    return accuracies;
  }

  /** −1 where everybody has been caught too often. */
  private int best(Geometry updates, double[] accuracies) {
    int best = -1;
    for (int i = 0; i < accuracies.length; i++) {
      boolean trusted = updates.memory().number(updates.names().get(i)) < patience;
      if (trusted && (best < 0 || accuracies[i] > accuracies[best])) {
        best = i;
      }
    }
    return best;
  }
}
