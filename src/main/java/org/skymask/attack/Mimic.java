package org.skymask.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.Vectors;
import org.skymask.model.Layout;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;

/**
 * Mimic: all malicious clients send one honest client's update, so that it weighs too much and
 * others are lost; there is nothing to detect (Karimireddy, He and Jaggi, "Byzantine-Robust
 * Learning on Heterogeneous Datasets via Bucketing", ICLR 2022, section 3 and appendix; ByzFL's
 * Mimic for a given {@code client}).
 *
 * <p>With {@code client} = −1 it looks during {@code warm-up} rounds for the direction z in which
 * clients differ most, and then mimics argmax_i |Σ_t ⟨z, Δᵢᵗ⟩| for ever. The paper's online PCA:
 * the running mean of the updates is μ, and z becomes the normed mean over the rounds of C_t z/‖C_t
 * z‖, C_t the scatter of round t around μ; {@value #POWER_STEPS} such power steps a round rather
 * than the paper's one, for the few rounds of a cross-silo federation. During the warm-up whoever
 * leads so far is mimicked. A change in the number of honest clients starts it again.
 *
 * <p>Knows the honest updates, and takes them to stand in the same order in every round.
 */
final class Mimic extends CommonUpdate {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "mimic",
              "all send the update of one honest client: the one that stands out along the direction in which clients differ most, or a given one",
              "Karimireddy et al., ICLR 2022")
          .with(
              Parameter.of(
                  "client",
                  Allowed.whole(-1),
                  -1,
                  "which honest client, from 0 on; -1: the one that stands out"),
              Parameter.of(
                  "warm-up", Allowed.whole(1, 1000), 3, "rounds in which the direction is learnt"))
          .madeBy(given -> new Mimic(given.whole("client"), given.whole("warm-up")));

  private static final int POWER_STEPS = 10;

  private final int client;
  private final int warmUp;
  private int rounds;
  private double[] scores = {};
  private float @Nullable [] direction;
  private float[] centre = {};

  private Mimic(int client, int warmUp) {
    super(Sight.HONEST);
    this.client = client;
    this.warmUp = warmUp;
  }

  @Override
  public void check(Layout layout, int honest) {
    if (client >= honest) {
      throw ParameterException.of("client", "less than the " + honest + " honest", client);
    }
  }

  @Override
  float[] update(float[][] rows, AttackContext context) {
    check(context.layout(), rows.length);
    if (client >= 0) {
      return rows[client];
    }
    if (scores.length != rows.length) {
      scores = new double[rows.length];
      rounds = 0;
      direction = null;
    }
    if (rounds < warmUp) {
      learn(rows, context);
    }
    return rows[mostExtreme()];
  }

  private void learn(float[][] rows, AttackContext context) {
    int length = context.layout().parameterCount();
    float[] mean = Sight.mean(rows);
    centre = rounds == 0 ? mean : mixed(centre, mean);
    float[] before = direction == null ? random(length, context.seed()) : direction;
    float[] principal = before;
    for (int step = 0; step < POWER_STEPS; step++) {
      principal = unit(scattered(rows, principal, length));
    }
    direction = rounds == 0 ? principal : unit(mixed(before, principal));
    rounds++;
    for (int i = 0; i < rows.length; i++) {
      scores[i] += Vectors.dot(rows[i], direction, length);
    }
  }

  /** What was so far weighs as many rounds as it is old. */
  private float[] mixed(float[] sofar, float[] now) {
    return Crafted.plus(Crafted.times(sofar, rounds / (rounds + 1.0)), now, 1 / (rounds + 1.0));
  }

  /** Σᵢ (Δᵢ − μ)⟨Δᵢ − μ, z⟩. */
  private float[] scattered(float[][] rows, float[] z, int length) {
    double[] sum = new double[length];
    double along = Vectors.dot(centre, z, length);
    for (float[] row : rows) {
      double weight = Vectors.dot(row, z, length) - along;
      for (int j = 0; j < length; j++) {
        sum[j] += weight * ((double) row[j] - centre[j]);
      }
    }
    double norm = Math.sqrt(Arrays.stream(sum).map(a -> a * a).sum());
    float[] scattered = new float[length];
    for (int j = 0; j < length && norm > 0; j++) {
      scattered[j] = (float) (sum[j] / norm);
    }
    return scattered;
  }

  private static float[] random(int length, long seed) {
    SplittableRandom random = ClientRandom.random(seed, -1);
    float[] values = new float[length];
    for (int j = 0; j < length; j++) {
      values[j] = (float) random.nextGaussian();
    }
    return unit(values);
  }

  private static float[] unit(float[] values) {
    double norm = Statistics.norm(values, values.length);
    return norm > 0 ? Crafted.times(values, 1 / norm) : values;
  }

  private int mostExtreme() {
    int most = 0;
    for (int i = 1; i < scores.length; i++) {
      most = Math.abs(scores[i]) > Math.abs(scores[most]) ? i : most;
    }
    return most;
  }
}
