package org.skymask.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.skymask.kernel.Medians;

/** What {@code remembered} asks besides about "keep A, leave out B" (remembered.md#witnesses). */
final class FurtherWitnesses {
  /** B's mean that points so far the root update's way oversteps at worst. */
  private static final double ALONG = 0.3;

  /** B's updates are boosted whose median is longer than so many of all clients'. */
  private static final double BOOSTED = 2;

  private static final double TWIN = 0.9;
  private static final double APART = 0.2;

  /** What an overstep of a right direction counts as. */
  private static final double OVERSTEP = 4;

  private final Witnesses witnesses;
  private final double[] base;
  private final double[] norms;
  private final double[][] cosines;

  /**
   * @param base root losses of the base model
   * @param norms [clients], as sent
   * @param cosines [clients][clients] of the clipped deltas
   */
  FurtherWitnesses(Witnesses witnesses, double[] base, double[] norms, double[][] cosines) {
    this.witnesses = witnesses;
    this.base = base;
    this.norms = norms;
    this.cosines = cosines;
  }

  /** h: t of what these clients' mean improves by itself. */
  double help(boolean[] out) {
    SetProbe.Answer answer = witnesses.ask(out);
    double help = Witnesses.t(base, answer.losses());
    boolean boosted = median(out) > BOOSTED * median(witnesses.everybody());
    return boosted || answer.cosine() <= ALONG ? help : Math.max(help, OVERSTEP);
  }

  /** Whether those left out are copies of each other: no honest training makes any. */
  boolean twin(boolean[] out, boolean[] kept) {
    double within = inner(out);
    return within >= TWIN && inner(kept) <= within - APART;
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
