package org.skymask.attack;

import java.util.Arrays;

/**
 * The trimmed mean by coordinate, for an attacker who has to guess the rule: without the {@code
 * trimmed} smallest and largest values of every coordinate, or the median where that leaves none.
 */
record GuessedRule(int trimmed) implements Aggregation {

  /** Trims whatever it can: the median. */
  static final GuessedRule MEDIAN = new GuessedRule(Integer.MAX_VALUE);

  @Override
  public float[] of(float[][] updates) {
    int cut = Math.min(trimmed, (updates.length - 1) / 2);
    float[] aggregate = new float[updates[0].length];
    float[] column = new float[updates.length];
    for (int j = 0; j < aggregate.length; j++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = updates[i][j];
      }
      Arrays.sort(column);
      double sum = 0;
      for (int i = cut; i < column.length - cut; i++) {
        sum += column[i];
      }
      aggregate[j] = (float) (sum / (column.length - 2 * cut));
    }
    return aggregate;
  }
}
