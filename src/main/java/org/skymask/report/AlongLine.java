package org.skymask.report;

import java.util.List;

/**
 * A rule along an axis.
 *
 * @param number of the rule, from 0; its colour goes by it
 * @param points in the order of their places; none where no cell is finished
 */
record AlongLine(String rule, int number, List<Point> points) {
  AlongLine {
    points = List.copyOf(points);
  }

  /**
   * The seeds of a place.
   *
   * @param place index of it
   * @param seeds how many
   * @param value mean; not finite where a seed's is not
   * @param low one sample standard deviation below; NaN of one seed
   * @param high one above; NaN of one seed
   */
  record Point(int place, int seeds, double value, double low, double high) {
    /**
     * Mean and deviation on a scale.
     *
     * @param values of the seeds, on that scale
     */
    static Point of(int place, MeanScale scale, double... values) {
      OverSeeds figure = OverSeeds.of(values);
      return new Point(
          place,
          values.length,
          scale.from(figure.mean()),
          scale.from(figure.mean() - figure.deviation()),
          scale.from(figure.mean() + figure.deviation()));
    }

    /** Whether there is a number to draw. */
    boolean isFinite() {
      return Double.isFinite(value);
    }

    /** Whether there is a bar to draw. */
    boolean varies() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }
}
