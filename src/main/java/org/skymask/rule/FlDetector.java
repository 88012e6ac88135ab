package org.skymask.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * FLDetector: a client's gradient is predicted from its last one, ĝᵢᵗ = gᵢᵗ⁻¹ + B(wₜ − wₜ₋₁), with
 * the L-BFGS Hessian B of the last N rounds; its score is the mean of the last N of ‖ĝᵢ − gᵢ‖ / Σⱼ
 * ‖ĝⱼ − gⱼ‖. Once N scores are there, and where the gap statistic sees more than one group in them,
 * the clients of the upper of two groups are dropped, in this round and ever after; the rest is
 * averaged (Zhang et al., "FLDetector: Defending Federated Learning Against Model Poisoning Attacks
 * via Detecting Malicious Clients", KDD 2022, algorithms 1 to 3). The gradient is the update with
 * the other sign. The paper then starts the training again; here it goes on. A client that sits out
 * a round counts as one that sent what was predicted, and keeps its scores.
 *
 * <p>The history is held as {@link Sketch}es, in which predictions and distances are computed: the
 * version keeps n + 2N of them and never an update.
 *
 * @param window N, 1 or more
 * @param width of the sketches, 1 or more
 */
public record FlDetector(int window, int width) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "fldetector",
              "mean of those whose updates are as their last ones and an L-BFGS Hessian predict",
              "Zhang et al., KDD 2022")
          .with(
              Parameter.of("window", Allowed.whole(1), 10, "rounds N"),
              Parameter.of("sketch", Allowed.whole(1), 1024, "numbers in a sketch of the history"))
          .that(Looks.CLIENTS_BEFORE, Looks.CHOOSES)
          .madeBy(given -> new FlDetector(given.whole("window"), given.whole("sketch")));

  private static final int MOST_GROUPS = 10;

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    Sketch sketch = Sketch.of(n, width, updates.layout().parameterCount(), updates.seed());
    double[][] rows = sketch.of(updates.sums(sketch));
    FlDetectorHistory before = new FlDetectorHistory(updates.memory(), sketch.width());
    Map<String, double[]> notes = new TreeMap<>();
    double[] scores = scores(updates.names(), rows, before, notes);
    boolean[] kept = kept(updates, scores, before, notes);
    for (int i = 0; i < n; i++) {
      notes.put(FlDetectorHistory.UPDATE + updates.names().get(i), rows[i]);
    }
    before.carry(notes);
    before.advance(notes, rows, kept, window);
    return Kept.mean(kept, notes);
  }

  /** The mean score of each client; NaN where there are not N of them yet. */
  private double[] scores(
      List<String> names, double[][] rows, FlDetectorHistory before, Map<String, double[]> notes) {
    double[] distances = before.distances(names, rows);
    double sum = Arrays.stream(distances).filter(d -> !Double.isNaN(d)).sum();
    double[] means = new double[rows.length];
    for (int i = 0; i < means.length; i++) {
      String key = FlDetectorHistory.SCORES + names.get(i);
      double[] earlier = before.scores(key);
      boolean known = !Double.isNaN(distances[i]);
      double[] scores = known ? Arrays.copyOf(earlier, earlier.length + 1) : earlier;
      if (known) {
        scores[earlier.length] = sum > 0 ? distances[i] / sum : 0;
      }
      double[] latest =
          Arrays.copyOfRange(scores, Math.max(0, scores.length - window), scores.length);
      notes.put(key, latest);
      means[i] =
          latest.length < window ? Double.NaN : Arrays.stream(latest).average().orElseThrow();
    }
    return means;
  }

  private boolean[] kept(
      Geometry updates, double[] scores, FlDetectorHistory before, Map<String, double[]> notes) {
    boolean[] kept = new boolean[scores.length];
    List<Integer> judged = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = !before.isCaught(updates.names().get(i));
      if (kept[i] && !Double.isNaN(scores[i])) {
        judged.add(i);
      }
    }
    double[] values = judged.stream().mapToDouble(i -> scores[i]).toArray();
    long draw = Hash.bits(updates.seed(), updates.round());
    if (values.length < 2 || GapStatistic.groups(values, MOST_GROUPS, draw) < 2) {
      return kept;
    }
    boolean[] lower = TwoMeans.lower(values);
    for (int k = 0; k < lower.length; k++) {
      if (!lower[k]) {
        int row = judged.get(k);
        kept[row] = false;
        notes.put(FlDetectorHistory.CAUGHT + updates.names().get(row), new double[] {1});
      }
    }
    return kept;
  }
}
