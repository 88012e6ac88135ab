package org.skymask.rule;

import java.util.Map;
import java.util.TreeMap;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Siren, the server's check: with the best accuracy A on the root dataset that a client's model has
 * reached, clients are kept whose accuracy is A(1 − C) or more and whose updates are at less than a
 * right angle to the best one's (Guo et al., "Siren: Byzantine-robust Federated Learning via
 * Proactive Alarming", SoCC 2021). The paper's clients raise alarms that say when to check; uploads
 * carry none, so every round is checked. A client has a penalty: 1 more whenever it is caught, and
 * an award less, down to 0, whenever it is kept. Whose penalty is {@code patience} or more no
 * longer sets the yardstick; where that is everybody, everybody may. Penalties are what the version
 * keeps. One forward pass over the root dataset a client.
 *
 * @param tolerance C, 0 to 1
 * @param patience penalty from which on a client is no yardstick, 1 or more
 * @param award what is taken off a penalty in a round in which a client is kept, 0 or more; the
 *     paper's code has 0.5
 */
public record Siren(double tolerance, int patience, double award) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "siren",
              "mean of those nearly as accurate on the root data as the best, and pointing its way",
              "Guo et al., SoCC 2021")
          .with(
              Parameter.of(
                  "tolerance",
                  Allowed.share(),
                  0.1,
                  "distance from the best accuracy that is allowed"),
              Parameter.of(
                  "patience",
                  Allowed.whole(1),
                  5,
                  "penalty (1 for each round in which a client is caught) from which on a client is not used as a yardstick"),
              Parameter.of(
                  "award",
                  Allowed.from(0),
                  0.5,
                  "subtracted from a client's penalty in a round that keeps it"))
          .that(Looks.CLIENTS_BEFORE, Looks.ROOT_DATA, Looks.MODELS, Looks.CHOOSES)
          .madeBy(
              given ->
                  new Siren(
                      given.number("tolerance"), given.whole("patience"), given.number("award")));

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
          accuracies[i] >= accuracies[best] * (1 - tolerance) && (i == best || gram[i][best] > 0);
      note(notes, updates.names().get(i), kept[i]);
    }
    return Kept.mean(kept, notes);
  }

  private void note(Map<String, double[]> notes, String client, boolean kept) {
    double[] before = notes.remove(client);
    double penalty = before == null ? 0 : before[0];
    double after = kept ? penalty - award : penalty + 1;
    if (after > 0) {
      notes.put(client, new double[] {Memory.kept(after)});
    }
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

  /** The most accurate of those who are trusted, or of all where nobody is. */
  private int best(Geometry updates, double[] accuracies) {
    int best = -1;
    boolean trusted = false;
    for (int i = 0; i < accuracies.length; i++) {
      boolean own = updates.memory().number(updates.names().get(i)) < patience;
      if (best < 0 || own && !trusted || own == trusted && accuracies[i] > accuracies[best]) {
        best = i;
        trusted = own;
      }
    }
    return best;
  }
}
