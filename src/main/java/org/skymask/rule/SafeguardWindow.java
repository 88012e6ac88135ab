package org.skymask.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.kernel.Medians;

/**
 * A window of {@link Safeguard}: the sums of clients since it began, each less the mean of those
 * who were kept. That mean is the same for all, so that distances of sums are what they are without
 * it.
 */
final class SafeguardWindow {
  private static final String ROUNDS = "rounds/";

  private final String name;
  private final int rounds;
  private final int width;
  private final Map<String, double[]> before;
  private List<String> clients = List.of();
  private double[][] sums = new double[0][];
  private double share;

  private SafeguardWindow(String name, int rounds, int width, Map<String, double[]> before) {
    this.name = name;
    this.rounds = rounds;
    this.width = width;
    this.before = before;
  }

  /**
   * Reads it, or begins a new one after so many rounds.
   *
   * @param length rounds of a window
   * @param width of the sketches; notes of another width are as good as none
   */
  static SafeguardWindow of(Memory memory, String name, int length, int width) {
    double rounds = memory.number(ROUNDS + name);
    Map<String, double[]> before = new TreeMap<>();
    if (!(rounds >= 1 && rounds < length)) {
      return new SafeguardWindow(name, 0, width, before);
    }
    String prefix = name + "/";
    memory
        .notes()
        .forEach(
            (key, note) -> {
              if (key.startsWith(prefix)
                  && note.length == width
                  && Arrays.stream(note).allMatch(Double::isFinite)) {
                before.put(key.substring(prefix.length()), note);
              }
            });
    return new SafeguardWindow(name, (int) rounds, width, before);
  }

  /**
   * Adds a round's updates.
   *
   * @param rows [n][width] sketches
   * @param good [n]
   */
  void add(List<String> names, double[][] rows, boolean[] good) {
    clients = names;
    share = 1.0 / Math.max(1, count(good));
    sums = new double[rows.length][width];
    for (int i = 0; i < rows.length; i++) {
      double[] known = before.get(names.get(i));
      for (int k = 0; k < width; k++) {
        sums[i][k] = (known == null ? 0 : known[k]) + share * rows[i][k];
      }
    }
  }

  /**
   * Drops those who are too far from the median client.
   *
   * @param kept [n], changed
   * @param good [n] among whom the median client is looked for
   * @param multiple of its radius that is allowed
   * @param least radius, before it is divided by the number of good clients
   */
  void drop(boolean[] kept, boolean[] good, double multiple, double least) {
    double radius = Double.POSITIVE_INFINITY;
    double[] nearest = new double[0];
    for (int i = 0; i < good.length; i++) {
      double[] distances = good[i] ? distances(i) : new double[0];
      double own = good[i] ? radius(distances, good) : Double.POSITIVE_INFINITY;
      if (own < radius) {
        radius = own;
        nearest = distances;
      }
    }
    double threshold = multiple * Math.max(radius, least * share);
    for (int i = 0; i < nearest.length; i++) {
      kept[i] &= nearest[i] <= threshold;
    }
  }

  private double[] distances(int row) {
    return Arrays.stream(sums).mapToDouble(sum -> distance(sum, sums[row])).toArray();
  }

  /** The smallest distance within which more than half of the good ones are, itself among them. */
  private static double radius(double[] distances, boolean[] good) {
    double[] among = new double[count(good)];
    int next = 0;
    for (int i = 0; i < good.length; i++) {
      if (good[i]) {
        among[next++] = distances[i];
      }
    }
    return Medians.upper(among);
  }

  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }

  private static int count(boolean[] set) {
    int count = 0;
    for (boolean member : set) {
      count += member ? 1 : 0;
    }
    return count;
  }

  /**
   * Writes it down for the next round.
   *
   * @param rows of this round
   * @param kept [n] whose mean is subtracted
   */
  void write(Map<String, double[]> notes, double[][] rows, boolean[] kept) {
    double[] mean = mean(rows, kept);
    before.forEach((client, sum) -> notes.put(name + "/" + client, sum));
    for (int i = 0; i < sums.length; i++) {
      double[] sum = sums[i];
      double[] note = new double[width];
      Arrays.setAll(note, k -> Memory.kept(sum[k] - share * mean[k]));
      notes.put(name + "/" + clients.get(i), note);
    }
    notes.put(ROUNDS + name, new double[] {rounds + 1});
  }

  private double[] mean(double[][] rows, boolean[] kept) {
    double[] weights = Kept.mean(kept).weights();
    double[] mean = new double[width];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < width; k++) {
        mean[k] += weights[i] * rows[i][k];
      }
    }
    return mean;
  }
}
