package org.skymask.rule;

import java.util.Random;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Bucketing: rows are put in random order and s at a time averaged, the last ones being fewer where
 * s does not divide n (Karimireddy et al., "Byzantine-Robust Learning on Heterogeneous Datasets via
 * Bucketing", ICLR 2022, algorithm 1). The rule behind it sees ⌈n/s⌉ rows, of which as many as f
 * may be Byzantine still.
 *
 * @param size s, 1 or more
 */
public record Bucketing(int size) implements RowMixing {
  static final Declared<PreAggregation> DECLARATION =
      Declaration.of(
              "bucketing",
              "means of randomly drawn buckets of s updates",
              "Karimireddy et al., ICLR 2022")
          .with(Parameter.of("size", Allowed.whole(1), 2, "updates in a bucket"))
          .madeBy(given -> new Bucketing(given.whole("size")));

  @Override
  public double[][] mixing(Geometry updates, long seed) {
    return mixing(permutation(updates.rows(), seed), size);
  }

  /**
   * @param order of the rows
   */
  static double[][] mixing(int[] order, int size) {
    int n = order.length;
    double[][] mixing = new double[(n + size - 1) / size][n];
    for (int k = 0; k < n; k++) {
      int bucket = k / size;
      int members = Math.min(size, n - bucket * size);
      mixing[bucket][order[k]] = 1.0 / members;
    }
    return mixing;
  }

  private static int[] permutation(int n, long seed) {
    int[] order = new int[n];
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
