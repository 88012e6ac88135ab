package org.skymask.observe;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The name of a number that a round shows.
 *
 * @param name as Prometheus has it, with its unit: {@code stage_seconds}
 * @param label null where it has none
 */
record FigureName(String name, @Nullable Label label) implements Comparable<FigureName> {
  private static final Comparator<FigureName> ORDER =
      Comparator.comparing(FigureName::name)
          .thenComparing(
              FigureName::label, Comparator.nullsFirst(Comparator.comparing(Label::value)));

  /**
   * What a number is of.
   *
   * @param name of the label: {@code stage}
   * @param value of the label: {@code train-masks}
   */
  record Label(String name, String value) {}

  static FigureName of(String name) {
    return new FigureName(name, null);
  }

  static FigureName of(String name, String label, String value) {
    return new FigureName(name, new Label(label, value));
  }

  /** For Spark's metrics, which have no labels. */
  String flat() {
    return label == null ? name : name + "." + label.value();
  }

  @Override
  public int compareTo(FigureName other) {
    return ORDER.compare(this, other);
  }
}
