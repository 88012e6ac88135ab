package org.skymask.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.skymask.kernel.Medians;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.rule.Choice.Weights;
import org.tribuo.math.distance.DistanceType;

/**
 * DeepSight: clients are clustered by the data that their models were trained on, and a cluster is
 * left out where a third of it or more is suspicious (Rieger et al., "DeepSight: Mitigating
 * Backdoor Attacks in Federated Learning Through Deep Model Inspection", NDSS 2022).
 *
 * <ul>
 *   <li>Update energies of the output layer, Cᵢc = εᵢc² / Σ ε² with εᵢc = Σ|δ| over a class's
 *       weights and bias (NEUP). Suspicious is who exceeds max(0.01, 1/C) · maxc Cᵢc in few
 *       classes: in half of the median number or fewer.
 *   <li>Division differences on random inputs, the mean of pᵢ(c|x) / p(c|x) against the base model
 *       (DDif), in several draws.
 *   <li>HDBSCAN by energies, by DDifs of each draw, and by the cosines of the output bias' updates;
 *       then once more by the share of the three kinds in which two clients are in different
 *       clusters. Noise is a cluster of its own.
 * </ul>
 *
 * <p>The remaining clients are clipped to the median of all norms and averaged. A client costs
 * {@code draws} forward passes. Without a bias the cosines are left out.
 *
 * @param inputs of a draw, 1 or more; the paper has 20,000
 * @param draws 1 or more; the paper has 3
 * @param share of suspicious clients from which on a cluster is left out, in (0, 1]; the paper has
 *     1/3
 * @param least members of a cluster, 2 or more
 */
public record DeepSight(int inputs, int draws, double share, int least) implements AggregationRule {
  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "deepsight",
              "mean, clipped to med‖Δ‖, of clusters with few suspicious: update energies of the output layer, answers to random inputs, cosines of the bias",
              "Rieger et al., NDSS 2022")
          .with(
              Parameter.of(
                  "inputs", Allowed.whole(1), 1000, "random inputs of a set (the paper: 20000)"),
              Parameter.of("draws", Allowed.whole(1), 3, "sets of random inputs"),
              Parameter.of(
                  "suspicious-share",
                  Allowed.share(),
                  1.0 / 3,
                  "share of suspicious members from which a cluster is left out"),
              Parameter.of("minimum-cluster", Allowed.whole(2), 2, "members of a cluster"))
          .that(Looks.OUTPUT_LAYER, Looks.MODELS)
          .madeBy(
              given ->
                  new DeepSight(
                      given.whole("inputs"),
                      given.whole("draws"),
                      given.number("suspicious-share"),
                      given.whole("minimum-cluster")));

  private static final double LOWEST = 0.01;

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    OutputLayer layer = OutputLayer.of(updates.layout(), DECLARATION.name());
    OutputEnergy energy = new OutputEnergy(n, layer);
    double[] sums = updates.sums(energy);
    double[][] energies = energy.normalised(sums);
    List<int[]> byDraw = new ArrayList<>();
    for (double[][] differences : Differences.of(updates.probe(), n, inputs, draws)) {
      byDraw.add(Hdbscan.clusters(differences, DistanceType.L2, least));
    }
    List<List<int[]>> kinds = new ArrayList<>();
    kinds.add(List.of(Hdbscan.clusters(energies, DistanceType.L2, least)));
    kinds.add(byDraw);
    if (layer.bias().length() > 0) {
      double[][] biases = withDirection(energy.biases(sums));
      kinds.add(List.of(Hdbscan.clusters(biases, DistanceType.COSINE, least)));
    }
    int[] clusters = Hdbscan.clusters(together(kinds, n), DistanceType.L1, least);
    boolean[] kept = kept(clusters, suspicious(energies));
    double[] norms = Distances.norms(updates.gram());
    return new Weights(Kept.clipped(kept, norms, UsualNorm.of(norms)));
  }

  /** By the number of classes whose energy is not small against the largest. */
  static boolean[] suspicious(double[][] energies) {
    double[] exceedings = new double[energies.length];
    for (int i = 0; i < exceedings.length; i++) {
      double largest = Arrays.stream(energies[i]).max().orElseThrow();
      double limit = Math.max(LOWEST, 1.0 / energies[i].length) * largest;
      exceedings[i] = Arrays.stream(energies[i]).filter(e -> e > limit).count();
    }
    double boundary = Medians.meanOfHalves(exceedings) / 2;
    boolean[] suspicious = new boolean[energies.length];
    for (int i = 0; i < suspicious.length; i++) {
      suspicious[i] = exceedings[i] <= boundary;
    }
    return suspicious;
  }

  /** Rows of zeros get a direction of their own, since a cosine needs one. */
  private static double[][] withDirection(double[][] rows) {
    return Arrays.stream(rows)
        .map(
            row -> {
              double[] longer = Arrays.copyOf(row, row.length + 1);
              boolean zero = Arrays.stream(row).allMatch(value -> value == 0);
              longer[row.length] = zero ? 1 : 0;
              return longer;
            })
        .toArray(double[][]::new);
  }

  /**
   * Points whose L1 distance is the share of the kinds in which two clients are in different
   * clusters: for each clustering, half of its weight at the place of the cluster.
   */
  static double[][] together(List<List<int[]>> kinds, int n) {
    List<double[]> columns = new ArrayList<>();
    for (List<int[]> kind : kinds) {
      for (int[] clusters : kind) {
        double half = 0.5 / (kinds.size() * kind.size());
        for (int cluster : Arrays.stream(clusters).distinct().toArray()) {
          columns.add(Arrays.stream(clusters).mapToDouble(c -> c == cluster ? half : 0).toArray());
        }
      }
    }
    return IntStream.range(0, n)
        .mapToObj(i -> columns.stream().mapToDouble(column -> column[i]).toArray())
        .toArray(double[][]::new);
  }

  private boolean[] kept(int[] clusters, boolean[] suspicious) {
    Map<Integer, int[]> counts = new TreeMap<>();
    for (int i = 0; i < clusters.length; i++) {
      int[] count = counts.computeIfAbsent(clusters[i], c -> new int[2]);
      count[0]++;
      count[1] += suspicious[i] ? 1 : 0;
    }
    boolean[] kept = new boolean[clusters.length];
    for (int i = 0; i < kept.length; i++) {
      int[] count = counts.getOrDefault(clusters[i], new int[2]);
      kept[i] = count[1] < share * count[0];
    }
    return kept;
  }
}
