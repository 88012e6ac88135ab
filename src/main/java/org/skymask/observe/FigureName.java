package org.skymask.observe;

import java.util.Comparator;

/**
 * The name of a number that a round shows.
 *
 * @param name as Prometheus has it, with its unit: {@code stage_seconds}
 * @param label name of its one label; empty where it has none
 * @param value of the label: {@code train-masks}
 */
record FigureName(String name, String label, String value) implements Comparable<FigureName> {
  private static final Comparator<FigureName> ORDER =
      Comparator.comparing(FigureName::name).thenComparing(FigureName::value);

  static FigureName of(String name) {
    return new FigureName(name, "", "");
  }

  /** For Spark's metrics, which have no labels. */
  String flat() {
    return label.isEmpty() ? name : name + "." + value;
  }

  @Override
  public int compareTo(FigureName other) {
    return ORDER.compare(this, other);
  }
}
