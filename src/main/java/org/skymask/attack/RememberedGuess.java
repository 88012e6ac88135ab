package org.skymask.attack;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.skymask.kernel.Medians;
import org.skymask.kernel.PairedDifference;
import org.skymask.kernel.Vectors;
import org.skymask.memory.Candidate;
import org.skymask.memory.Evidence;
import org.skymask.model.ModelData;

/**
 * What an attacker expects a round to do to the evidence against its clients
 * (remembered.md#evidence). A are the other clients, as far as it sees them, and B its own. It
 * takes "keep A, leave out B" for the only candidate, and for one that is always proposed. Updates
 * are clipped to twice the median norm, and the surrogate is in the place of the root dataset:
 *
 * <ul>
 *   <li>u, h, twin and x as the decision has them, with a gain g that is given;
 *   <li>votes = clip(a, ±2) + 1 + clip(20c, ±1) + 1 of the witnesses (method.md#witnesses): q and
 *       r, which need masks, are taken to be against it.
 * </ul>
 */
final class RememberedGuess {
  private static final int ROOT_STEPS = 5;
  private static final double CLIP = 2;
  private static final double MASK_VOTES = 2;
  private static final double HARM_VOTES = 2;
  private static final double COSINE_VOTES = 20;

  private final int length;
  private final int others;
  private final double gain;
  private final float[][] seen;
  private final ModelData surrogate;
  private final Descent descent;
  private final float[] root;
  private final double[] base;
  private final double seenCosine;

  /**
   * @param seen [clients][parameterCount or more]: A, or what stands in for it
   * @param gain g of the split
   */
  RememberedGuess(AttackContext context, float[][] seen, ModelData surrogate, double gain) {
    this.length = context.layout().parameterCount();
    this.others = context.others();
    this.gain = gain;
    this.seen = cut(seen);
    this.surrogate = surrogate;
    this.descent = new Descent(context.loss(), context.base(), length);
    double step = Statistics.norm(Sight.mean(context.own()), length);
    this.root = descent.train(new float[length], surrogate, ROOT_STEPS, step);
    this.base = descent.lossesAt(new float[length], surrogate);
    this.seenCosine = cosine(this.seen);
  }

  /**
   * The evidence after a round.
   *
   * @param before [malicious]: S
   * @param sent [malicious][parameterCount or more]
   * @return [malicious]
   */
  double[] evidence(double[] before, float[][] sent) {
    float[][] rows = cut(sent);
    double usual = usual(rows);
    Candidate candidate = candidate(rows, usual);
    return Evidence.after(
        before,
        candidate.isGood() ? candidate : null,
        null,
        i -> help(new float[][] {rows[i]}, usual) > Candidate.HELPS);
  }

  /** The candidate, where its clients send this. */
  Candidate candidate(float[][] sent) {
    float[][] rows = cut(sent);
    return candidate(rows, usual(rows));
  }

  private Candidate candidate(float[][] rows, double usual) {
    float[] kept = mean(seen, usual);
    float[] out = mean(rows, usual);
    double[] keptLosses = descent.lossesAt(kept, surrogate);
    float[] all =
        Crafted.plus(
            Crafted.times(kept, (double) others / (others + rows.length)),
            out,
            (double) rows.length / (others + rows.length));
    double u = PairedDifference.t(descent.lossesAt(all, surrogate), keptLosses);
    double harm = PairedDifference.t(descent.lossesAt(out, surrogate), keptLosses);
    double apart = Vectors.cosine(root, kept, length) - Vectors.cosine(root, out, length);
    double votes = clip(harm, HARM_VOTES) + clip(COSINE_VOTES * apart, 1) + MASK_VOTES;
    double help = help(rows, usual);
    boolean twin = Candidate.isTwin(cosine(rows), seenCosine);
    boolean[] mine = new boolean[rows.length];
    Arrays.fill(mine, true);
    double netHarm = Candidate.netHarm(u, gain, help, twin, isBoosted(rows, usual));
    return new Candidate(mine, u, votes, help, twin, netHarm);
  }

  /** h of some of its rows. */
  private double help(float[][] rows, double usual) {
    float[] mean = mean(rows, usual);
    return Candidate.help(
        PairedDifference.t(base, descent.lossesAt(mean, surrogate)),
        Vectors.cosine(root, mean, length),
        isBoosted(rows, usual));
  }

  private boolean isBoosted(float[][] rows, double usual) {
    return Candidate.isBoosted(
        Medians.mean(norms(rows).toArray()),
        usual,
        median(norms(seen)),
        Statistics.norm(root, length));
  }

  /** Median norm of all rows. */
  private double usual(float[][] rows) {
    return median(DoubleStream.concat(norms(seen), norms(rows)));
  }

  /** Of what is not zero; 0 where there is nothing. */
  private static double median(DoubleStream norms) {
    double[] some = norms.filter(norm -> norm > 0).toArray();
    return some.length == 0 ? 0 : Medians.mean(some);
  }

  private DoubleStream norms(float[][] rows) {
    return Stream.of(rows).mapToDouble(row -> Statistics.norm(row, length));
  }

  /** Mean of clipped rows. */
  private float[] mean(float[][] rows, double usual) {
    double longest = CLIP * usual;
    float[][] clipped = rows.clone();
    for (int i = 0; i < rows.length; i++) {
      double norm = Statistics.norm(rows[i], length);
      clipped[i] = norm > longest ? Crafted.times(rows[i], longest / norm) : rows[i];
    }
    return Sight.mean(clipped);
  }

  /** Mean cosine of the pairs; 0 where there is none. */
  private double cosine(float[][] rows) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Vectors.cosine(rows[i], rows[j], length);
      }
    }
    return rows.length < 2 ? 0 : sum / (rows.length * (rows.length - 1) / 2.0);
  }

  private float[][] cut(float[][] rows) {
    return Stream.of(rows).map(row -> Arrays.copyOf(row, length)).toArray(float[][]::new);
  }

  private static double clip(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }
}
