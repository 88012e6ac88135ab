package org.skymask.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.skymask.kernel.PairedDifference;
import org.skymask.model.DecisionRecord.WitnessValues;
import org.skymask.model.MaskStatistics;

/** Five witnesses of "keep A, leave out B" (method.md#witnesses). One alone is wrong too often. */
final class Witnesses {
  private final SetProbe probe;
  private final int clients;
  private final double[] density;
  private final double[][] whole;
  private final Map<String, SetProbe.Answer> answers = new HashMap<>();

  Witnesses(MaskStatistics masks, SetProbe probe) {
    this.probe = probe;
    this.clients = masks.clients();
    this.density = IntStream.range(0, clients).mapToDouble(masks::softDensity).toArray();
    this.whole = Gram.balanced(Arrays.asList(masks.grams()));
  }

  WitnessValues of(boolean[] kept) {
    boolean[] out = new boolean[clients];
    for (int i = 0; i < clients; i++) {
      out[i] = !kept[i];
    }
    SetProbe.Answer a = ask(kept);
    SetProbe.Answer b = ask(out);
    double harm = PairedDifference.t(b.losses(), a.losses());
    double better = PairedDifference.t(ask(everybody()).losses(), a.losses());
    double q = densityDifference(kept, out);
    double c = a.cosine() - b.cosine();
    double r = distance(out) - distance(kept);
    double votes = clip(harm, 2) + clip(q, 1) + clip(20 * c, 1) + Math.signum(r);
    return new WitnessValues(harm, better, q, c, r, votes);
  }

  boolean[] everybody() {
    boolean[] everybody = new boolean[clients];
    Arrays.fill(everybody, true);
    return everybody;
  }

  SetProbe.Answer ask(boolean[] set) {
    return answers.computeIfAbsent(Arrays.toString(set), key -> probe.ask(set));
  }

  private double densityDifference(boolean[] kept, boolean[] out) {
    double spread = Math.sqrt((squares(kept) + squares(out)) / clients);
    return (mean(kept) - mean(out)) / Math.max(spread, 1e-9);
  }

  private double mean(boolean[] set) {
    return IntStream.range(0, clients)
        .filter(i -> set[i])
        .mapToDouble(i -> density[i])
        .average()
        .orElse(0);
  }

  private double squares(boolean[] set) {
    double mean = mean(set);
    return IntStream.range(0, clients)
        .filter(i -> set[i])
        .mapToDouble(i -> (density[i] - mean) * (density[i] - mean))
        .sum();
  }

  /** Squared distance of the root row to the centre of a set, in the balanced Gram matrix. */
  private double distance(boolean[] set) {
    int[] members = IntStream.range(0, clients).filter(i -> set[i]).toArray();
    double k = members.length;
    double toRoot = 0;
    double within = 0;
    for (int i : members) {
      toRoot += whole[clients][i] / k;
      for (int j : members) {
        within += whole[i][j] / (k * k);
      }
    }
    return whole[clients][clients] - 2 * toRoot + within;
  }

  private static double clip(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }
}
