package org.skymask.mask;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.engine.Device;
import org.skymask.engine.MaskTensors;
import org.skymask.job.Tasks;
import org.skymask.job.Workers;
import org.skymask.kernel.MaskKernel;
import org.skymask.kernel.WeightedMean;

/**
 * One block of the value axis with all its rows, and the masks trained so far.
 *
 * <p>The masks are a pure function of the deltas and of the gradients so far, so they are never
 * stored. A task that gets a block whose masks are behind, or were lost with an executor or to
 * memory pressure, steps through the missing gradients.
 */
public final class UpdateBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int UNTRAINED = -1;

  private final int start;
  private final boolean trainable;
  private final float[][] deltas;

  // Held from the beginning so that Spark counts their memory with the block's.
  private final transient float[][] masks;
  private final transient float[] total;
  private final transient float[] mean;
  private transient int epoch;
  private transient @Nullable Placement there;

  /** Takes one step with an epoch's gradient. */
  private interface Stepper {
    void step(float[] gradient, boolean bounded);
  }

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

  private Object writeReplace() {
    return new Packed(
        start, trainable, Arrays.stream(deltas).map(FloatBytes::of).toArray(byte[][]::new));
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a block travels packed");
  }

  /** The form on disk and on the network, without masks, which are trained again. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Packed(int start, boolean trainable, byte[][] deltas) implements Serializable {
    private Object readResolve() {
      return new UpdateBlock(
          start, trainable, Arrays.stream(deltas).map(FloatBytes::values).toArray(float[][]::new));
    }
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

  /**
   * The rows themselves, which nobody may change: [clients][length], and for a trainable block the
   * root update as the last one.
   */
  public float[][] deltas() {
    return deltas;
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
   * @param device what computes
   * @return Σ sᵢΔᵢ / Σ sᵢ, [length]: a copy, since a task that Spark has given up may still run on
   *     this block while another's result is being sent
   */
  synchronized float[] advance(
      int epochs, IntFunction<float[]> gradients, float rate, Device device) {
    return device.equals(Device.CPU)
        ? advance(epochs, gradients, rate)
        : advance(epochs, gradients, rate, device, DeviceMemory.of(device));
  }

  /** On the processor. */
  synchronized float[] advance(int epochs, IntFunction<float[]> gradients, float rate) {
    comeHome();
    if (epoch == UNTRAINED || epoch > epochs) {
      restart();
      MaskKernel.mean(deltas, masks, total, mean);
    }
    steps(
        epochs,
        gradients,
        (gradient, bounded) -> {
          if (bounded) {
            MaskKernel.bound(masks);
          }
          MaskKernel.step(deltas, masks, gradient, start, rate, total, mean);
        });
    return mean.clone();
  }

  /** On a device, where the block stays if there is room. */
  synchronized float[] advance(
      int epochs, IntFunction<float[]> gradients, float rate, Device device, DeviceMemory room) {
    if (there != null && !there.tensors().device().equals(device)) {
      comeHome();
    }
    if (epoch == UNTRAINED || epoch > epochs) {
      leave();
      restart();
    }
    Placement placement = there == null ? Placement.of(this, deltas, masks, device, room) : there;
    there = placement;
    MaskTensors tensors = placement.tensors();
    try {
      steps(
          epochs,
          gradients,
          (gradient, bounded) -> {
            if (bounded) {
              tensors.bound(MaskKernel.SMALLEST, MaskKernel.LARGEST);
            }
            tensors.step(gradient, start, rate);
          });
      float[] result = tensors.mean();
      if (!placement.stays()) {
        comeHome();
      }
      return result;
    } catch (RuntimeException | Error e) {
      epoch = UNTRAINED;
      leave();
      throw e;
    }
  }

  private void steps(int epochs, IntFunction<float[]> gradients, Stepper stepper) {
    while (epoch < epochs) {
      int next = epoch + 1;
      // Should a step be broken off, what it leaves is nobody's state.
      epoch = UNTRAINED;
      stepper.step(gradients.apply(next - 1), next > MaskKernel.FREE_STEPS);
      epoch = next;
    }
  }

  private void restart() {
    for (float[] row : masks) {
      Arrays.fill(row, MaskKernel.START);
    }
    epoch = 0;
  }

  /** The masks come back from the device, if they are on one. */
  private void comeHome() {
    if (there != null) {
      there.tensors().copyTo(masks);
      leave();
      MaskKernel.mean(deltas, masks, total, mean);
    }
  }

  private void leave() {
    if (there != null) {
      there.close();
      there = null;
    }
  }

  /** Masks as exp(−logit), [rows][length]; after {@link #advance}. */
  synchronized float[][] masks() {
    comeHome();
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

  /**
   * Tasks over blocks. An embedded driver holds on to them where deltas and masks take a quarter of
   * its heap at most, which leaves Spark its own.
   *
   * @param values mask values of all blocks together
   */
  public static Tasks<UpdateBlock> tasks(
      JavaSparkContext spark, JavaRDD<UpdateBlock> blocks, long values) {
    boolean fits = 2L * Float.BYTES * values <= Runtime.getRuntime().maxMemory() / 4;
    return Workers.of(spark).tasks(blocks, fits);
  }
}
