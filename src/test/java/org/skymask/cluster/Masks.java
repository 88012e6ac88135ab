package org.skymask.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.skymask.model.MaskStatistics;

/** Statistics of made-up masks. */
final class Masks {
  private final List<String> names = new ArrayList<>();
  private final List<boolean[][]> layers = new ArrayList<>();

  /** Adds a layer whose rows are copies of group patterns with a share of the bits flipped. */
  Masks layer(String name, int size, int[] groups, double flipped, long seed) {
    Random random = new Random(seed);
    boolean[][] patterns = new boolean[Arrays.stream(groups).max().orElse(0) + 1][size];
    for (boolean[] pattern : patterns) {
      for (int j = 0; j < size; j++) {
        pattern[j] = random.nextBoolean();
      }
    }
    boolean[][] bits = new boolean[groups.length][size];
    for (int i = 0; i < groups.length; i++) {
      for (int j = 0; j < size; j++) {
        bits[i][j] = patterns[groups[i]][j] ^ random.nextDouble() < flipped;
      }
    }
    names.add(name);
    layers.add(bits);
    return this;
  }

  /** Adds a layer where every bit of every row is 1. */
  Masks untouched(String name, int size, int rows) {
    boolean[][] bits = new boolean[rows][size];
    for (boolean[] row : bits) {
      Arrays.fill(row, true);
    }
    names.add(name);
    layers.add(bits);
    return this;
  }

  /**
   * @param density mean soft mask of each row, in every layer
   */
  MaskStatistics statistics(double[] density) {
    double[][] soft = new double[layers.size()][];
    Arrays.fill(soft, density);
    return new MaskStatistics(
        names,
        layers.stream().mapToInt(bits -> bits[0].length).toArray(),
        layers.stream().map(Masks::gram).toArray(double[][][]::new),
        soft);
  }

  MaskStatistics statistics() {
    double[] density = new double[layers.get(0).length];
    Arrays.fill(density, 0.5);
    return statistics(density);
  }

  private static double[][] gram(boolean[][] bits) {
    double[][] gram = new double[bits.length][bits.length];
    for (int a = 0; a < bits.length; a++) {
      for (int b = 0; b < bits.length; b++) {
        for (int j = 0; j < bits[a].length; j++) {
          gram[a][b] += bits[a][j] && bits[b][j] ? 1 : 0;
        }
      }
    }
    return gram;
  }

  /** client-0, client-1, … */
  static List<String> clients(int count) {
    return IntStream.range(0, count).mapToObj(i -> "client-" + i).toList();
  }
}
