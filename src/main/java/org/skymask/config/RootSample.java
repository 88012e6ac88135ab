package org.skymask.config;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Entry;

/**
 * The server's root dataset in an experiment: {@code federation.root-examples}, {@code root-bias},
 * {@code root-class} and {@code root-source}.
 *
 * @param source where the examples come from, and what is done to them
 */
public record RootSample(int examples, Bias bias, Entry source) implements Serializable {
  /** Examples as the clients have them. */
  public static final Entry SAME = new Entry("same", "same", Map.of());

  /** Whether the examples are of the clients' kind. */
  public boolean isSame() {
    return source.name().equals(SAME.name());
  }

  /**
   * How much of the sample one class is.
   *
   * @param share of that class; null: every class has the same
   * @param favoured number of that class
   */
  public record Bias(@Nullable Double share, int favoured) implements Serializable {
    /** Every class has the same share. */
    public static final Bias BALANCED = new Bias(null, 0);

    /** As experiment files say it. */
    String text() {
      return share == null ? Axes.BALANCED : String.valueOf(share);
    }
  }
}
