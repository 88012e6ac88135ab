package org.skymask.mask;

import java.io.Serializable;
import java.util.List;

/**
 * A stretch of a vector on its way to the driver.
 *
 * @param start its first position
 */
@SuppressWarnings("ArrayRecordComponent")
public record Part(int start, float[] values) implements Serializable {

  /** Puts parts together; positions that no part covers are 0. */
  public static float[] assemble(List<Part> parts, int length) {
    float[] whole = new float[length];
    for (Part part : parts) {
      System.arraycopy(part.values(), 0, whole, part.start(), part.values().length);
    }
    return whole;
  }
}
