package org.skymask.mask;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.skymask.model.Layer.Range;

/**
 * A stretch of a vector on its way to the driver.
 *
 * @param start its first position
 */
@SuppressWarnings("ArrayRecordComponent")
public record Part(int start, float[] values) implements Serializable {

  private Object writeReplace() {
    return new Packed(start, FloatBytes.of(values));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Packed(int start, byte[] values) implements Serializable {
    private Object readResolve() {
      return new Part(start, FloatBytes.values(values));
    }
  }

  /**
   * The part of this that lies in a range.
   *
   * @param range within this part's positions
   */
  public Part within(Range range) {
    boolean whole = range.start() == start && range.length() == values.length;
    return whole
        ? this
        : new Part(
            range.start(), Arrays.copyOfRange(values, range.start() - start, range.end() - start));
  }

  /** Puts parts together; positions that no part covers are 0. */
  public static float[] assemble(List<Part> parts, int length) {
    float[] whole = new float[length];
    for (Part part : parts) {
      System.arraycopy(part.values(), 0, whole, part.start(), part.values().length);
    }
    return whole;
  }
}
