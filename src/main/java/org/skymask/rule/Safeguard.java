package org.skymask.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * SafeguardSGD: each client's updates add up over a short and a long window, Aᵢ = Σ Δᵢ/|good|. In
 * each window the median client is the one with the smallest T within which more than half of the
 * good clients' sums are; who is further than {@code multiple}·T from it in one of the windows is
 * out, in this round and ever after, and the mean of the others is taken. At the end of a window
 * its sums begin at 0 again (Allen-Zhu, Ebrahimianfar, Li and Alistarh, "Byzantine-Resilient
 * Non-Convex Stochastic Gradient Descent", ICLR 2021, algorithm 1, with thresholds that are found
 * automatically in place of given ones).
 *
 * <p>Sums are held as {@link Sketch}es of Aᵢ less the mean of those who were kept. So a client that
 * sits out a round, or that comes in the middle of a window, counts as one that sent that mean.
 * Notes that do not fit, or are not finite, are as good as none.
 *
 * @param shortWindow T₀, rounds, 1 or more
 * @param longWindow T₁, rounds, T₀ or more
 * @param multiple of T beyond which a client is out, above 0
 * @param floor of T, in the usual length of an update divided by |good|, 0 or more
 * @param width of the sketches, 1 or more
 */
public record Safeguard(int shortWindow, int longWindow, double multiple, double floor, int width)
    implements AggregationRule {
  private static final String CAUGHT = "caught/";
  private static final String SHORT = "short";
  private static final String LONG = "long";

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "safeguard",
              "mean of those whose sums over a short and a long window were never far from the median client's",
              "Allen-Zhu et al., ICLR 2021")
          .with(
              Parameter.of(SHORT, Allowed.whole(1), 5, "rounds of the short window"),
              Parameter.of(LONG, Allowed.whole(1), 20, "rounds of the long window"),
              Parameter.of(
                  "multiple", Allowed.above(0), 2, "threshold, in the median client's radius T"),
              Parameter.of(
                  "floor",
                  Allowed.from(0),
                  0.1,
                  "least T, in usual lengths of an update over |good|"),
              Parameter.of("sketch", Allowed.whole(1), 1024, "numbers in a sketch of a sum"))
          .that(Looks.CLIENTS_BEFORE, Looks.CHOOSES)
          .madeBy(Safeguard::of);

  private static Safeguard of(Given given) {
    if (given.whole(LONG) < given.whole(SHORT)) {
      throw given.refused(LONG, "rule.safeguard.short = " + given.whole(SHORT) + " or more");
    }
    return new Safeguard(
        given.whole(SHORT),
        given.whole(LONG),
        given.number("multiple"),
        given.number("floor"),
        given.whole("sketch"));
  }

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    Memory memory = updates.memory();
    Sketch sketch = Sketch.of(n, width, updates.layout().parameterCount(), updates.seed());
    double[][] rows = sketch.of(updates.sums(sketch));
    boolean[] good = good(updates.names(), memory);
    List<SafeguardWindow> windows =
        List.of(
            SafeguardWindow.of(memory, SHORT, shortWindow, sketch.width()),
            SafeguardWindow.of(memory, LONG, longWindow, sketch.width()));
    boolean[] kept = good.clone();
    double least = floor * usual(rows);
    for (SafeguardWindow window : windows) {
      window.add(updates.names(), rows, good);
      window.drop(kept, good, multiple, least);
    }
    Map<String, double[]> notes = new TreeMap<>();
    carry(memory, notes);
    for (int i = 0; i < n; i++) {
      if (!kept[i]) {
        notes.put(CAUGHT + updates.names().get(i), new double[] {1});
      }
    }
    windows.forEach(window -> window.write(notes, rows, kept));
    return Kept.mean(kept, notes);
  }

  private static boolean[] good(List<String> names, Memory memory) {
    boolean[] good = new boolean[names.size()];
    for (int i = 0; i < good.length; i++) {
      good[i] = memory.number(CAUGHT + names.get(i)) <= 0;
    }
    return good;
  }

  private static double usual(double[][] rows) {
    double[] norms = new double[rows.length];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = SafeguardWindow.distance(rows[i], new double[rows[i].length]);
    }
    return UsualNorm.of(norms);
  }

  private static void carry(Memory memory, Map<String, double[]> notes) {
    memory
        .notes()
        .forEach(
            (name, note) -> {
              if (name.startsWith(CAUGHT)) {
                notes.put(name, note);
              }
            });
  }
}
