package org.skymask.round.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predictions of numbers.
 *
 * @param examples how many
 * @param squares [outputs] Σ (output − target)²
 * @param means [outputs] of the targets
 * @param spreads [outputs] Σ (target − mean)²
 */
@SuppressWarnings("ArrayRecordComponent")
record Regression(long examples, double[] squares, double[] means, double[] spreads)
    implements EvaluationMeasures {
  private static final long serialVersionUID = 1L;

  /**
   * @param outputs [examples × width]
   * @param targets [examples × width]
   */
  static Regression of(float[] outputs, float[] targets, int width) {
    int examples = targets.length / width;
    double[] squares = new double[width];
    double[] means = new double[width];
    double[] spreads = new double[width];
    for (int j = 0; j < targets.length; j++) {
      double off = (double) outputs[j] - targets[j];
      squares[j % width] += off * off;
      means[j % width] += targets[j] / (double) examples;
    }
    for (int j = 0; j < targets.length; j++) {
      double off = targets[j] - means[j % width];
      spreads[j % width] += off * off;
    }
    return new Regression(examples, squares, means, spreads);
  }

  /** The share of the targets' variance that is explained: of several outputs, the mean. */
  @Override
  public List<Measure> all() {
    double mean = Arrays.stream(squares).sum() / ((double) examples * squares.length);
    double explained =
        IntStream.range(0, squares.length)
            .mapToDouble(j -> 1 - squares[j] / spreads[j])
            .average()
            .orElse(Double.NaN);
    return List.of(new Measure("rmse", Math.sqrt(mean)), new Measure("r2", explained));
  }

  /** Variances of two parts are joined by the formula of Chan, Golub and LeVeque (1979). */
  @Override
  public Regression and(EvaluationMeasures other) {
    Regression that = (Regression) other;
    if (examples == 0 || that.examples == 0) {
      return examples == 0 ? that : this;
    }
    long count = examples + that.examples;
    double[] allSquares = squares.clone();
    double[] allMeans = means.clone();
    double[] allSpreads = spreads.clone();
    for (int j = 0; j < squares.length; j++) {
      double apart = that.means[j] - means[j];
      allSquares[j] += that.squares[j];
      allMeans[j] += apart * that.examples / count;
      allSpreads[j] += that.spreads[j] + apart * apart * examples * that.examples / count;
    }
    return new Regression(count, allSquares, allMeans, allSpreads);
  }
}
