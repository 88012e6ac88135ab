package org.skymask.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.skymask.kernel.Medians;

/**
 * Deterministic first guesses of a split: cuts at fixed ranks along both axes, both diagonals and
 * the distance from the median (method.md#plane).
 */
final class Starts {
  private static final double[] SHARES = {.1, .15, .2, .3, .4, .5, .6, .7, .8, .85, .9};

  private Starts() {}

  /** Each [points]: whether a point is taken for the second component. */
  static List<boolean[]> of(double[][] z) {
    double mx = median(z, 0);
    double my = median(z, 1);
    List<ToDoubleFunction<double[]>> keys =
        List.of(
            p -> p[0],
            p -> p[1],
            p -> p[0] + p[1],
            p -> p[0] - p[1],
            p -> Math.hypot(p[0] - mx, p[1] - my));
    List<boolean[]> starts = new ArrayList<>();
    for (ToDoubleFunction<double[]> key : keys) {
      int[] order =
          IntStream.range(0, z.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> key.applyAsDouble(z[i])))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int cut : cuts(z.length)) {
        boolean[] start = new boolean[z.length];
        for (int rank = cut; rank < z.length; rank++) {
          start[order[rank]] = true;
        }
        starts.add(start);
      }
    }
    return starts;
  }

  private static TreeSet<Integer> cuts(int n) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(1, 2, n - 2, n - 1));
    for (double share : SHARES) {
      cuts.add(Math.max(1, (int) Math.rint(n * share)));
    }
    return cuts;
  }

  private static double median(double[][] z, int axis) {
    return Medians.mean(Arrays.stream(z).mapToDouble(point -> point[axis]).toArray());
  }
}
