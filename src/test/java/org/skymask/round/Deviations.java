package org.skymask.round;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How far results are from what is expected of them: the worst of each quantity. */
final class Deviations {
  private final Map<String, Worst> worst = new LinkedHashMap<>();

  /**
   * The deviation of a quantity that comes nearest to, or goes farthest beyond, what is allowed.
   *
   * @param allowed for the expected value at that place
   */
  record Worst(double deviation, double allowed) {
    double ratio() {
      return deviation / allowed;
    }
  }

  /** Two numbers that should be within {@code allowed}; NaN deviates infinitely. */
  void add(String quantity, double actual, double expected, double allowed) {
    double deviation = Math.abs(actual - expected);
    Worst next = new Worst(Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : deviation, allowed);
    worst.merge(quantity, next, (a, b) -> b.ratio() > a.ratio() ? b : a);
  }

  /** Within 5 % or 0.1, whichever is more. */
  void addCoarse(String quantity, double actual, JsonNode expected) {
    double value = expected.asDouble(Double.NaN);
    add(quantity, actual, value, Math.max(0.05 * Math.abs(value), 0.1));
  }

  /** Models: within 1e-6 + 1e-5 · |value| everywhere. */
  void addModel(String quantity, float[] actual, float[] expected) {
    add(quantity + ", length", actual.length, expected.length, 0.5);
    for (int j = 0; j < Math.min(actual.length, expected.length); j++) {
      add(quantity, actual[j], expected[j], 1e-6 + 1e-5 * Math.abs(expected[j]));
    }
  }

  Map<String, Worst> worst() {
    return worst;
  }

  /** What goes beyond its tolerance, for an assertion's message. */
  Map<String, Worst> beyond() {
    Map<String, Worst> beyond = new LinkedHashMap<>(worst);
    beyond.values().removeIf(w -> w.ratio() <= 1);
    return beyond;
  }

  /** Rows of a Markdown table. */
  String table(String title) {
    StringBuilder text = new StringBuilder();
    worst.forEach(
        (quantity, w) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %.3g | %.3g |%n",
                    title,
                    quantity,
                    w.deviation(),
                    w.allowed())));
    return text.toString();
  }
}
