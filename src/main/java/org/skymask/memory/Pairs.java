package org.skymask.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * For each pair of clients the decayed sum and weight of their direction cosine, over the rounds in
 * which both were present. Pairs that never met are not held.
 *
 * @param clients by name
 * @param rows [clients]: of each client the pairs with clients up to and with itself
 */
public record Pairs(List<String> clients, List<Row> rows) {
  /** Of nobody. */
  public static final Pairs NONE = new Pairs(List.of(), List.of());

  private static final double DECAY = 0.8;

  public Pairs {
    clients = List.copyOf(clients);
    rows = List.copyOf(rows);
  }

  /**
   * The pairs of one client.
   *
   * @param others indices, ascending
   * @param sums [others]
   * @param weights [others], each 1 or more
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Row(int[] others, double[] sums, double[] weights) {
    static final Row NONE = new Row(new int[0], new double[0], new double[0]);
  }

  /**
   * What the pairs of a round have come to.
   *
   * @param mean [present][present]: decayed means of the cosines
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Accumulated(Pairs pairs, double[][] mean) {}

  /** How many pairs are held. */
  public long count() {
    return rows.stream().mapToLong(row -> row.others().length).sum();
  }

  /**
   * Adds a round.
   *
   * @param present names, in any order
   * @param now [present][present], symmetric
   */
  public Accumulated with(List<String> present, double[][] now) {
    TreeSet<String> all = new TreeSet<>(clients);
    all.addAll(present);
    List<String> names = List.copyOf(all);
    Map<String, Integer> places = places(present);
    int[] where = names.stream().mapToInt(name -> places.getOrDefault(name, -1)).toArray();
    double[][] mean = new double[present.size()][present.size()];
    Row[] next = new Row[names.size()];
    Row[] before = spread(names);
    for (int i = 0; i < next.length; i++) {
      next[i] = where[i] < 0 ? before[i] : met(before[i], i, where, now, mean);
    }
    return new Accumulated(new Pairs(names, List.of(next)), mean);
  }

  /** The row of a client that is present. */
  private static Row met(Row before, int i, int[] where, double[][] now, double[][] mean) {
    double[] sums = new double[i + 1];
    double[] weights = new double[i + 1];
    for (int k = 0; k < before.others().length; k++) {
      sums[before.others()[k]] = before.sums()[k];
      weights[before.others()[k]] = before.weights()[k];
    }
    int a = where[i];
    for (int j = 0; j <= i; j++) {
      int b = where[j];
      if (b >= 0) {
        sums[j] = DECAY * sums[j] + now[a][b];
        weights[j] = DECAY * weights[j] + 1;
        mean[a][b] = sums[j] / weights[j];
        mean[b][a] = mean[a][b];
      }
    }
    return compact(sums, weights);
  }

  private static Row compact(double[] sums, double[] weights) {
    int count = (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
    Row row = new Row(new int[count], new double[count], new double[count]);
    int at = 0;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] > 0) {
        row.others()[at] = j;
        row.sums()[at] = sums[j];
        row.weights()[at++] = weights[j];
      }
    }
    return row;
  }

  /**
   * The pairs of those clients alone.
   *
   * @param kept names, in order; who is not known has no pairs
   */
  public Pairs of(List<String> kept) {
    return new Pairs(kept, List.of(spread(kept)));
  }

  /** Rows for other names, ordered as these are; pairs with whoever is not among them are gone. */
  private Row[] spread(List<String> names) {
    Map<String, Integer> places = places(names);
    int[] to = clients.stream().mapToInt(name -> places.getOrDefault(name, -1)).toArray();
    Row[] spread = new Row[names.size()];
    Arrays.fill(spread, Row.NONE);
    for (int i = 0; i < to.length; i++) {
      if (to[i] >= 0) {
        spread[to[i]] = moved(rows.get(i), to);
      }
    }
    return spread;
  }

  private static Row moved(Row row, int[] to) {
    int[] held =
        IntStream.range(0, row.others().length).filter(k -> to[row.others()[k]] >= 0).toArray();
    return new Row(
        Arrays.stream(held).map(k -> to[row.others()[k]]).toArray(),
        Arrays.stream(held).mapToDouble(k -> row.sums()[k]).toArray(),
        Arrays.stream(held).mapToDouble(k -> row.weights()[k]).toArray());
  }

  private static Map<String, Integer> places(List<String> names) {
    Map<String, Integer> places = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.put(names.get(i), i);
    }
    return places;
  }
}
