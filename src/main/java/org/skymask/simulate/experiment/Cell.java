package org.skymask.simulate.experiment;

import java.util.Map;
import org.skymask.config.Axes;
import org.skymask.config.Experiment.Entry;

/**
 * One combination of the matrix.
 *
 * @param id hash of all that determines its result
 * @param variant the federation
 * @param settings of its rounds, by key: what stands above the defaults
 */
public record Cell(
    String id,
    Entry rule,
    Entry attack,
    double fraction,
    Entry split,
    long seed,
    Axes.Variant variant,
    Map<String, String> settings) {
  /** The attack that is none. */
  public static final String NONE = "none";

  public Cell {
    settings = Map.copyOf(settings);
  }

  /** Whether anybody attacks. */
  public boolean isAttacked() {
    return !attack.name().equals(NONE);
  }

  /** Split and federation, for a person. */
  public String place() {
    return variant.label().isEmpty() ? split.label() : split.label() + ", " + variant.label();
  }

  /** For a person. */
  public String title() {
    String share = isAttacked() ? " " + Math.round(100 * fraction) + " %" : "";
    return rule.label() + " × " + attack.label() + share + ", " + place() + ", seed " + seed;
  }
}
