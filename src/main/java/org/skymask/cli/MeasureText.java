package org.skymask.cli;

import java.util.Locale;
import org.skymask.model.Coded;
import org.skymask.model.Quality;
import org.skymask.round.evaluate.Measure;

/** Measures of quality as commands print them. */
final class MeasureText {
  private MeasureText() {}

  /** Name and value, as {@code accuracy 91.20 %}. */
  static String words(Measure measure) {
    return name(measure) + " " + value(measure);
  }

  /** As a heading. */
  static String name(Measure measure) {
    return switch (measure.name()) {
      case "tokenAccuracy" -> "token accuracy";
      case "r2" -> "R²";
      default ->
          Coded.find(Quality.class, measure.name()).map(Quality::title).orElse(measure.name());
    };
  }

  static String value(Measure measure) {
    return switch (measure.name()) {
      case "accuracy", "tokenAccuracy" -> percent(measure.value());
      default -> number(measure.value());
    };
  }

  /** A share; nothing where it is not known. */
  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
