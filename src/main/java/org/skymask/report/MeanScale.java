package org.skymask.report;

import java.util.stream.DoubleStream;
import org.skymask.model.Quality;

/**
 * The scale on which means and deviations are taken: {@link Quality#comparable}, or the values
 * themselves where they have no logarithm.
 */
record MeanScale(Quality quality, boolean isGeometric) {

  /** The scale of values that are drawn together. */
  static MeanScale of(Quality quality, DoubleStream values) {
    return new MeanScale(quality, !quality.higherIsBetter() && values.noneMatch(v -> v <= 0));
  }

  /** A value on the scale. */
  double to(double value) {
    return isGeometric ? quality.comparable(value) : value;
  }

  /** The value that stands at a place of the scale. */
  double from(double place) {
    return isGeometric ? Math.exp(place) : place;
  }
}
