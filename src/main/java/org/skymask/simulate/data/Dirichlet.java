package org.skymask.simulate.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.skymask.model.Signature;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Hsu, Qi and Brown, "Measuring the Effects of Non-Identical Data Distribution for Federated Visual
 * Classification" (2019), in the form that most code has: for each class the clients' shares are
 * drawn from a Dirichlet distribution. Small α, different clients. Drawn again where a client came
 * away with nothing.
 *
 * @param alpha concentration, above 0
 */
public record Dirichlet(double alpha) implements Split {
  static final Declared<Split> DECLARATION =
      Declaration.of(
              "dirichlet",
              "shares of each class drawn from a Dirichlet distribution",
              "Hsu et al., arXiv 1909.06335")
          .with(
              Parameter.required(
                  "alpha",
                  Allowed.above(0),
                  "concentration; a small one makes clients differ more"))
          .madeBy(given -> new Dirichlet(given.number("alpha")));

  private static final int TRIES = 1000;

  @Override
  public void check(Signature signature) {
    Examples.requireLabels("dirichlet", signature);
  }

  @Override
  public int[][] divide(
      Examples examples, Signature signature, int clients, RandomGenerator random) {
    check(signature);
    int[] labels = examples.requiredLabels(signature);
    int classes = Examples.classes(signature);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Shares shares = new Shares(clients);
      for (List<Integer> rows : Shares.byClass(labels, classes, random)) {
        deal(rows, draw(clients, random), shares);
      }
      if (shares.least() > 0) {
        return shares.toArrays();
      }
    }
    throw new SplitException(
        "dirichlet with alpha = "
            + alpha
            + " left a client of "
            + clients
            + " without an example "
            + TRIES
            + " times: a larger alpha, fewer clients, or more data");
  }

  private static void deal(List<Integer> rows, double[] part, Shares shares) {
    double sum = 0;
    int from = 0;
    for (int client = 0; client < part.length; client++) {
      sum += part[client];
      int to = client == part.length - 1 ? rows.size() : (int) Math.round(sum * rows.size());
      for (int row : rows.subList(from, Math.max(from, Math.min(to, rows.size())))) {
        shares.give(client, row);
      }
      from = Math.max(from, to);
    }
  }

  /** By Gamma variates: their shares of their sum. */
  private double[] draw(int clients, RandomGenerator random) {
    double[] logs = new double[clients];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < clients; i++) {
      logs[i] = logGamma(alpha, random);
      largest = Math.max(largest, logs[i]);
    }
    double sum = 0;
    for (int i = 0; i < clients; i++) {
      logs[i] = Math.exp(logs[i] - largest);
      sum += logs[i];
    }
    for (int i = 0; i < clients; i++) {
      logs[i] /= sum;
    }
    return logs;
  }

  /** Logarithm of a Gamma(shape, 1) variate: a small shape gives numbers that would underflow. */
  private static double logGamma(double shape, RandomGenerator random) {
    return shape >= 1
        ? Math.log(marsaglia(shape, random))
        : Math.log(marsaglia(shape + 1, random)) + Math.log(1 - random.nextDouble()) / shape;
  }

  /** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). */
  private static double marsaglia(double shape, RandomGenerator random) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
