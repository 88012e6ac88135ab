package org.skymask.model;

import java.io.Serializable;
import java.util.List;

/**
 * The trainable tensors whose names share all but the last part.
 *
 * @param name the shared part
 * @param ranges its stretches of the parameter axis, in axis order
 */
public record Layer(String name, List<Range> ranges) implements Serializable {

  public Layer {
    ranges = List.copyOf(ranges);
  }

  /** Number of parameters. */
  public int size() {
    return ranges.stream().mapToInt(Range::length).sum();
  }

  /** The positions from {@code start} (inclusive) to {@code end} (exclusive). */
  public record Range(int start, int end) implements Serializable {
    public int length() {
      return end - start;
    }

    /** What this range has in common with [from, to); of length 0 where there is nothing. */
    public Range within(int from, int to) {
      int low = Math.max(start, from);
      return new Range(low, Math.max(low, Math.min(end, to)));
    }
  }
}
