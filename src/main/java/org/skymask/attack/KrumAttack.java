package org.skymask.attack;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.skymask.kernel.Vectors;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Fang's attack on Krum: all malicious clients send −λ·s, s the signs of the mean of all updates
 * before the attack, with the largest λ that Krum still selects (Fang et al., USENIX Security 2020,
 * 4.3; the paper's w_Re, the model of the round before, is zero on deltas).
 *
 * <p>λ starts at the bound of Theorem 1, min_i Σ_nearest ‖Δₗ − Δᵢ‖/((n − 2m − 1)·√D) + max_i
 * ‖Δᵢ‖/√D with i over the honest ones and their n − m − 2 nearest, and is halved until Krum selects
 * it or it is below {@code threshold}. The m updates are equal (the paper's ε is 0).
 *
 * <p>Knows the honest updates, and takes Krum for the rule. With {@code knowledge} = own, its own
 * clients' updates stand for the honest ones.
 */
final class KrumAttack extends CommonUpdate {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "krum",
              "u = −λ·sign(μ) with the largest λ that Krum selects",
              "Fang et al., USENIX Security 2020")
          .with(
              Parameter.of("threshold", Allowed.from(1e-12, 1), 1e-5, "least λ that is tried"),
              Sight.HONEST_FIRST)
          .madeBy(given -> new KrumAttack(Sight.of(given), given.number("threshold")));

  private final double threshold;

  private KrumAttack(Sight sight, double threshold) {
    super(sight);
    this.threshold = threshold;
  }

  @Override
  float[] update(float[][] rows, AttackContext context) {
    int length = context.layout().parameterCount();
    float[] signs = signs(rows, context);
    Selection krum = new Selection(rows, signs, context.malicious(), length);
    double lambda = krum.bound();
    while (lambda > threshold && !krum.selects(lambda)) {
      lambda /= 2;
    }
    return Crafted.times(signs, -lambda);
  }

  private float[] signs(float[][] rows, AttackContext context) {
    float[] sum = new float[rows[0].length];
    for (float[] row : rows) {
      Vectors.add(sum, row);
    }
    if (sight() == Sight.HONEST) {
      for (float[] row : context.own()) {
        Vectors.add(sum, row);
      }
    }
    float[] signs = new float[context.layout().parameterCount()];
    for (int j = 0; j < signs.length; j++) {
      signs[j] = Math.signum(sum[j]);
    }
    return signs;
  }

  /** Krum over honest rows and m copies of −λs, by inner products that are computed once. */
  private static final class Selection {
    private final int malicious;
    private final int neighbours;
    private final int length;
    private final double[][] apart;
    private final double[] squares;
    private final double[] along;
    private final double signSquares;

    Selection(float[][] rows, float[] signs, int malicious, int length) {
      this.malicious = malicious;
      this.length = length;
      this.neighbours = Math.max(1, rows.length - 2);
      this.apart = Statistics.squaredDistances(rows, length);
      this.squares = Arrays.stream(rows).mapToDouble(r -> Vectors.squares(r, length)).toArray();
      this.along = Arrays.stream(rows).mapToDouble(r -> Vectors.dot(r, signs, length)).toArray();
      this.signSquares = Vectors.squares(signs, length);
    }

    double bound() {
      int honest = apart.length;
      double least = Double.POSITIVE_INFINITY;
      double longest = 0;
      for (int i = 0; i < honest; i++) {
        double[] others = Arrays.stream(apart[i]).map(Math::sqrt).sorted().skip(1).toArray();
        least = Math.min(least, nearest(others));
        longest = Math.max(longest, Math.sqrt(squares[i]));
      }
      double spare = Math.max(1, honest - malicious - 1);
      return (least / spare + longest) / Math.sqrt(length);
    }

    boolean selects(double lambda) {
      double[] toCrafted = new double[apart.length];
      for (int i = 0; i < toCrafted.length; i++) {
        toCrafted[i] = squares[i] + 2 * lambda * along[i] + lambda * lambda * signSquares;
      }
      double[] copies = new double[malicious - 1];
      double crafted = nearest(together(copies, toCrafted));
      return IntStream.range(0, apart.length)
          .allMatch(i -> crafted <= nearest(seenFrom(i, toCrafted[i])));
    }

    /** Distances of an honest row from all others. */
    private double[] seenFrom(int row, double toCrafted) {
      double[] copies = new double[malicious];
      Arrays.fill(copies, toCrafted);
      double[] others =
          IntStream.range(0, apart.length)
              .filter(i -> i != row)
              .mapToDouble(i -> apart[row][i])
              .toArray();
      return together(copies, others);
    }

    private static double[] together(double[] a, double[] b) {
      double[] all = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, all, a.length, b.length);
      return all;
    }

    private double nearest(double[] distances) {
      return Arrays.stream(distances).sorted().limit(neighbours).sum();
    }
  }
}
