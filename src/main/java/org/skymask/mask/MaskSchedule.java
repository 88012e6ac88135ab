package org.skymask.mask;

import java.io.Serializable;

/**
 * The settings of mask training (method.md#mask-training).
 *
 * @param epochs passes over the root dataset
 * @param learningRate times the number of rows is the step size η
 * @param threshold of the binary masks
 */
public record MaskSchedule(int epochs, double learningRate, double threshold)
    implements Serializable {

  /** η for this many rows. */
  float rate(int rows) {
    return (float) (learningRate * rows);
  }
}
