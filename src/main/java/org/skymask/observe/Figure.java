package org.skymask.observe;

import java.util.Comparator;

/**
 * The name of a number that a round shows.
 *
 * @param name as Prometheus has it, with its unit: {@code stage_seconds}
 * @param label name of its one label; empty where it has none
 * @param value of the label: {@code train-masks}
 */
record Figure(String name, String label, String value) implements Comparable<Figure> {
  private static final Comparator<Figure> ORDER =
      Comparator.comparing(Figure::name).thenComparing(Figure::value);

  static Figure of(String name) {
    return new Figure(name, "", "");
  }

  /** For Spark's metrics, which have no labels. */
  String flat() {
    return label.isEmpty() ? name : name + "." + value;
  }

  @Override
  public int compareTo(Figure other) {
    return ORDER.compare(this, other);
  }
}
