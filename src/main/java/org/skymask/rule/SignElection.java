package org.skymask.rule;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The mean of the values that have the elected sign of their coordinate. Values are cut to the
 * median magnitude of the clipped rows, and those below {@code least} neither vote nor count.
 *
 * @param factors [n] that clip the rows
 * @param least [n] magnitudes
 * @param votes [n] that each row has, 0 or more
 */
@SuppressWarnings("ArrayRecordComponent")
record SignElection(float[] factors, float[] least, int[] votes) implements BlockAggregate {

  @Override
  public float[] of(int start, float[][] deltas) {
    float[] means = new float[deltas[0].length];
    float[] values = new float[votes.length];
    for (int j = 0; j < means.length; j++) {
      int sign = elect(deltas, j, values);
      double sum = 0;
      int count = 0;
      for (float value : values) {
        boolean counts = isElected(value, sign);
        sum += counts ? value : 0;
        count += counts ? 1 : 0;
      }
      means[j] = (float) (sum / Math.max(1, count));
    }
    return means;
  }

  @Override
  public int[] rows() {
    return IntStream.range(0, votes.length).toArray();
  }

  @Override
  public void count(int start, float[][] deltas, long[] counts) {
    float[] values = new float[votes.length];
    for (int j = 0; j < deltas[0].length; j++) {
      int sign = elect(deltas, j, values);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += isElected(values[i], sign) ? 1 : 0;
      }
    }
  }

  private static boolean isElected(float value, int sign) {
    return sign != 0 && Math.signum(value) == sign;
  }

  /**
   * @param values [n], overwritten with the coordinate's values as they count
   * @return the sign with more votes, 0 for none
   */
  private int elect(float[][] deltas, int j, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(deltas[i][j] * factors[i]);
    }
    Arrays.sort(values);
    float most = values[(values.length - 1) / 2];
    long sum = 0;
    for (int i = 0; i < values.length; i++) {
      float value = deltas[i][j];
      values[i] = Math.abs(value) < least[i] ? 0 : Math.max(-most, Math.min(most, value));
      sum += votes[i] * (long) Math.signum(values[i]);
    }
    return Long.signum(sum);
  }
}
