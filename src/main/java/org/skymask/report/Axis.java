package org.skymask.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis of a chart: values [low, high] drawn on the stretch [from, to] of the drawing.
 *
 * @param from position of low; larger than {@code to} where the axis runs upwards
 */
record Axis(double low, double high, double from, double to) {

  /** Widens a range to at least {@code least} around its middle, then by a share on each side. */
  static Axis padded(double low, double high, double least, double share, double from, double to) {
    double half = Math.max(high - low, least) / 2 * (1 + 2 * share);
    double middle = (low + high) / 2;
    return new Axis(middle - half, middle + half, from, to);
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** Round values within the range, about {@code wanted} of them. */
  List<Double> ticks(int wanted) {
    double step = step(wanted);
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** Decimals that the ticks need to differ. */
  int decimals(int wanted) {
    return Math.max(0, (int) -Math.floor(Math.log10(step(wanted)) + 1e-9));
  }

  private double step(int wanted) {
    double raw = (high - low) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
