package org.skymask.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Compares a soak's beginning with its end. */
final class Steadiness {
  /** Factor and summand that the end may have over the beginning, by {@link Measures#NAMES}. */
  private static final double[][] ALLOWED = {
    {1.25, 0.05}, {1.1, 8}, {1.1, 32}, {1, 8}, {1, 4}, {1, 64}, {1, 16}, {1, 0}, {1, 4}
  };

  private Steadiness() {}

  /** Prints the table; whether nothing has grown. */
  static boolean isFlat(List<Measures> first, List<Measures> last) {
    System.out.printf(
        "| medians | rounds %d to %d | rounds %d to %d | |%n|---|---|---|---|%n",
        first.get(0).round(),
        first.get(first.size() - 1).round(),
        last.get(0).round(),
        last.get(last.size() - 1).round());
    boolean flat = true;
    for (int m = 0; m < ALLOWED.length; m++) {
      double before = median(first, m);
      double after = median(last, m);
      boolean grown = after > before * ALLOWED[m][0] + ALLOWED[m][1];
      flat &= !grown;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %s |%n",
          Measures.NAMES.get(m),
          before,
          after,
          grown ? "GROWN" : "flat");
    }
    return flat;
  }

  private static double median(List<Measures> rounds, int measure) {
    double[] values = rounds.stream().mapToDouble(r -> r.values()[measure]).sorted().toArray();
    return Arrays.stream(values)
        .skip((values.length - 1) / 2)
        .limit(2 - values.length % 2)
        .average()
        .orElse(0);
  }
}
