package org.skymask.rule;

import java.util.Arrays;
import java.util.List;
import org.skymask.kernel.FixedPointSums;
import org.skymask.model.Layer.Range;

/**
 * At how many positions each row has the sign that most rows have there, sgn Σᵢ sgn xᵢⱼ: sum 2i
 * counts those of row i's values that are larger than {@code least}, and 2i + 1 those that are as
 * large.
 *
 * @param least [n] magnitudes
 */
@SuppressWarnings("ArrayRecordComponent")
record SignAgreement(float[] least) implements BlockStatistic {

  @Override
  public double[] bounds(double[] norms, int parameters) {
    double[] bounds = new double[2 * least.length];
    Arrays.fill(bounds, parameters);
    return bounds;
  }

  @Override
  public void add(int start, float[][] rows, FixedPointSums sums) {
    int[] counts = new int[2 * least.length];
    for (int j = 0; j < rows[0].length; j++) {
      int votes = 0;
      for (float[] row : rows) {
        votes += (int) Math.signum(row[j]);
      }
      for (int i = 0; i < rows.length; i++) {
        float magnitude = Math.abs(rows[i][j]);
        if (magnitude >= least[i] && (int) Math.signum(rows[i][j]) == Integer.signum(votes)) {
          counts[2 * i + (magnitude > least[i] ? 0 : 1)]++;
        }
      }
    }
    for (int k = 0; k < counts.length; k++) {
      sums.add(k, counts[k]);
    }
  }

  /**
   * The share of each row's k largest values that have the sign of the majority. Of values that are
   * equally large at the end of the k, each counts by the share of them that belongs to the k.
   *
   * @param count k, from 1 to D
   * @return [n]
   */
  static double[] ofLargest(Geometry updates, long count) {
    List<Range> all = List.of(new Range(0, updates.layout().parameterCount()));
    LargestMagnitudes largest = LargestMagnitudes.of(updates, all, count);
    double[] sums = updates.sums(new SignAgreement(largest.least()));
    double[] shares = new double[updates.rows()];
    for (int i = 0; i < shares.length; i++) {
      double last = (double) (count - largest.above()[i]) / largest.equal()[i];
      shares[i] = (sums[2 * i] + sums[2 * i + 1] * last) / count;
    }
    return shares;
  }
}
