package org.skymask.mask;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.skymask.kernel.MaskKernel;
import org.skymask.kernel.WeightedMean;

/**
 * One block of the value axis with all rows of it, and the masks trained so far.
 *
 * <p>The masks are a pure function of the deltas and of the gradients so far, so they are never
 * written anywhere: whoever meets a block whose masks are behind, or were lost with an executor or
 * to memory pressure, steps through the gradients that are missing.
 */
public final class UpdateBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int UNTRAINED = -1;

  private final int start;
  private final boolean trainable;
  private final float[][] deltas;

  // Held from the beginning so that Spark counts their memory with the block's.
  private transient float[][] masks;
  private transient float[] total;
  private transient float[] mean;
  private transient int epoch;

  /**
   * @param start position of the first value on the value axis
   * @param trainable whether it is of the parameter axis
   * @param deltas [clients][length], and for a trainable block the root update as the last row
   */
  public UpdateBlock(int start, boolean trainable, float[][] deltas) {
    this.start = start;
    this.trainable = trainable;
    this.deltas = deltas;
    int rows = trainable ? deltas.length : 0;
    this.masks = new float[rows][length()];
    this.total = new float[length()];
    this.mean = new float[length()];
    this.epoch = UNTRAINED;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    masks = new float[trainable ? deltas.length : 0][length()];
    total = new float[length()];
    mean = new float[length()];
    epoch = UNTRAINED;
  }

  public int start() {
    return start;
  }

  public boolean isTrainable() {
    return trainable;
  }

  public int length() {
    return deltas[0].length;
  }

  /** Rows of the mask matrix: the clients and the root. */
  int rows() {
    return deltas.length;
  }

  /**
   * Brings the masks to the state after {@code epochs} steps.
   *
   * @param gradients of an epoch, [parameterCount]; asked for those that are missing only
   * @param rate η
   * @return Σ sᵢΔᵢ / Σ sᵢ, [length]: a copy, since a task that Spark has given up may still run on
   *     this block while another's result is being sent
   */
  synchronized float[] advance(int epochs, IntFunction<float[]> gradients, float rate) {
    if (epoch == UNTRAINED || epoch > epochs) {
      for (float[] row : masks) {
        Arrays.fill(row, MaskKernel.START);
      }
      MaskKernel.mean(deltas, masks, total, mean);
      epoch = 0;
    }
    while (epoch < epochs) {
      int next = epoch + 1;
      // Should a step be broken off, what it leaves is nobody's state.
      epoch = UNTRAINED;
      if (next > MaskKernel.FREE_STEPS) {
        MaskKernel.bound(masks);
      }
      MaskKernel.step(deltas, masks, gradients.apply(next - 1), start, rate, total, mean);
      epoch = next;
    }
    return mean.clone();
  }

  /** Masks as exp(−logit), [rows][length]; after {@link #advance}. */
  float[][] masks() {
    return masks;
  }

  /**
   * Weighted mean of the clients' rows.
   *
   * @param weights [clients]
   */
  public float[] weightedMean(double[] weights) {
    return WeightedMean.of(deltas, weights);
  }
}
