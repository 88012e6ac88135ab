package org.skymask.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the densest group of at least so many points. There can be only one, because it has more
 * than half of the points. It is what HDBSCAN finds with that minimum cluster size, one sample in a
 * neighbourhood and a single cluster allowed: no split can have two sides of that size, and a
 * point's nearest neighbour is no further away than any other, so that mutual reachability is the
 * distance itself and the hierarchy that of single linkage, of which the last component with enough
 * members is taken.
 */
final class MajorityCluster {
  private record Pair(int first, int second, double distance) {}

  private final int[] parent;
  private final int[] size;

  private MajorityCluster(int points) {
    this.parent = new int[points];
    this.size = new int[points];
    for (int i = 0; i < points; i++) {
      parent[i] = i;
    }
    Arrays.fill(size, 1);
  }

  /**
   * @param distances [n][n], symmetric
   * @param members least size, above n/2 and at most n
   * @return [n], who is in it
   */
  static boolean[] of(double[][] distances, int members) {
    int n = distances.length;
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(new Pair(j, i, distances[i][j]));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    MajorityCluster forest = new MajorityCluster(n);
    double reached = Double.POSITIVE_INFINITY;
    for (Pair pair : pairs) {
      if (pair.distance() > reached) {
        break;
      }
      if (forest.join(pair) >= members) {
        reached = Math.min(reached, pair.distance());
      }
    }
    return forest.componentOf(members);
  }

  /** Size of the component that the pair is in now. */
  private int join(Pair pair) {
    int a = root(pair.first());
    int b = root(pair.second());
    if (a != b) {
      parent[b] = a;
      size[a] += size[b];
    }
    return size[a];
  }

  private int root(int point) {
    int at = point;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private boolean[] componentOf(int members) {
    boolean[] inside = new boolean[parent.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = size[root(i)] >= members;
    }
    return inside;
  }
}
