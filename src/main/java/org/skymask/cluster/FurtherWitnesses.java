package org.skymask.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.skymask.kernel.Medians;
import org.skymask.kernel.PairedDifference;
import org.skymask.memory.Candidate;

/** What {@code remembered} asks besides about "keep A, leave out B" (remembered.md#witnesses). */
final class FurtherWitnesses {
  private final Witnesses witnesses;
  private final double[] base;
  private final double[] norms;
  private final double rootNorm;
  private final double[][] cosines;

  /**
   * @param base root losses of the base model
   * @param norms [clients], as sent
   * @param rootNorm of the root update
   * @param cosines [clients][clients] of the clipped deltas
   */
  FurtherWitnesses(
      Witnesses witnesses, double[] base, double[] norms, double rootNorm, double[][] cosines) {
    this.witnesses = witnesses;
    this.base = base;
    this.norms = norms;
    this.rootNorm = rootNorm;
    this.cosines = cosines;
  }

  /** h: t of what these clients' mean improves by itself. */
  double help(boolean[] out, boolean[] kept) {
    SetProbe.Answer answer = witnesses.ask(out);
    return Candidate.help(
        PairedDifference.t(base, answer.losses()), answer.cosine(), isBoosted(out, kept));
  }

  /** Whether the updates of those left out are much longer than others. */
  boolean isBoosted(boolean[] out, boolean[] kept) {
    return Candidate.isBoosted(median(out), median(witnesses.everybody()), median(kept), rootNorm);
  }

  /** Whether those left out are copies of each other: no honest training makes any. */
  boolean twin(boolean[] out, boolean[] kept) {
    return Candidate.isTwin(inner(out), inner(kept));
  }

  private double median(boolean[] set) {
    return Medians.mean(
        IntStream.range(0, norms.length).filter(i -> set[i]).mapToDouble(i -> norms[i]).toArray());
  }

  /** Mean cosine of the pairs in a set; 0 where there is none. */
  private double inner(boolean[] set) {
    int[] members = IntStream.range(0, norms.length).filter(i -> set[i]).toArray();
    double sum = 0;
    for (int i : members) {
      sum += Arrays.stream(members).filter(j -> j != i).mapToDouble(j -> cosines[i][j]).sum();
    }
    int k = members.length;
    return k > 1 ? sum / (k * (k - 1.0)) : 0;
  }
}
