package org.skymask.model;

/**
 * Where the decision looked for two groups of clients.
 *
 * @param code {@code balanced}, {@code direction}, {@code standing}, or the index of a layer
 */
public record SplitView(String code) {
  /** All layers together, each with the same weight. */
  public static final SplitView BALANCED = new SplitView("balanced");

  /** The directions of the updates over rounds. */
  public static final SplitView DIRECTION = new SplitView("direction");

  /** Nowhere: those who had been convicted before. */
  public static final SplitView STANDING = new SplitView("standing");

  /** One layer, by its index. */
  public static SplitView layer(int index) {
    return new SplitView(String.valueOf(index));
  }

  /** Whether all layers are looked at together. */
  public boolean isWide() {
    return equals(BALANCED) || equals(DIRECTION);
  }
}
