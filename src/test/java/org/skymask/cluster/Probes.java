package org.skymask.cluster;

import java.util.function.ToDoubleFunction;

/** Made-up answers of root data. */
final class Probes {
  static final int EXAMPLES = 100;

  private Probes() {}

  /** Root losses of a set: 1 and what the set adds, and a deviation that no two sets share. */
  static SetProbe adding(ToDoubleFunction<boolean[]> added) {
    return set -> {
      double code = 1;
      for (int i = 0; i < set.length; i++) {
        code += set[i] ? Math.sqrt(i + 2) : 0;
      }
      double[] losses = new double[EXAMPLES];
      double loss = added.applyAsDouble(set);
      for (int example = 0; example < EXAMPLES; example++) {
        losses[example] = 1 + loss + 0.05 * Math.sin(code * example);
      }
      return new SetProbe.Answer(losses, -loss);
    };
  }

  /** Which share of a set the first {@code harmful} clients are. */
  static double share(boolean[] set, int harmful) {
    double members = 0;
    double bad = 0;
    for (int i = 0; i < set.length; i++) {
      members += set[i] ? 1 : 0;
      bad += set[i] && i < harmful ? 1 : 0;
    }
    return bad / members;
  }
}
