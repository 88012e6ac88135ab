package org.skymask.simulate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rows on their way to clients. */
final class Shares {
  private final List<List<Integer>> rows = new ArrayList<>();

  Shares(int clients) {
    for (int client = 0; client < clients; client++) {
      rows.add(new ArrayList<>());
    }
  }

  void give(int client, int row) {
    rows.get(client).add(row);
  }

  /** Size of the smallest share. */
  int least() {
    return rows.stream().mapToInt(List::size).min().orElse(0);
  }

  int[][] toArrays() {
    return rows.stream()
        .map(share -> share.stream().mapToInt(Integer::intValue).sorted().toArray())
        .toArray(int[][]::new);
  }

  /** Every share has something in it, or an error that says which split gave none. */
  int[][] requireAll(String split) {
    if (least() == 0) {
      throw new Split.SplitException(
          split
              + " leaves a client of "
              + rows.size()
              + " without an example: fewer clients, or more data");
    }
    return toArrays();
  }

  /** The numbers from 0 to {@code count} − 1 in random order. */
  static int[] shuffled(int count, RandomGenerator random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    shuffle(order, random);
    return order;
  }

  /** Fisher and Yates. */
  static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  /** Rows of each class, each list in random order. */
  static List<List<Integer>> byClass(int[] labels, int classes, RandomGenerator random) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      rows.add(new ArrayList<>());
    }
    for (int row : shuffled(labels.length, random)) {
      rows.get(labels[row]).add(row);
    }
    return Collections.unmodifiableList(rows);
  }
}
