package org.skymask.storage.shard;

import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.model.TensorSpec;

/**
 * Puts the pieces of tensors onto the value axis: each element of each tensor exactly once, all of
 * them finite. Denormal numbers are kept unchanged.
 */
public final class TensorAssembler implements ShardReader.Sink {
  private static final int INFINITE = 0x7f80_0000;

  private final Layout layout;
  private final float[] values;
  private final Coverage seen;
  private final ShardReader.Sink frozen;

  private TensorAssembler(Layout layout, int count, ShardReader.Sink frozen) {
    this.layout = layout;
    this.values = new float[count];
    this.seen = new Coverage(layout.valueCount());
    this.frozen = frozen;
  }

  /** Of a whole model. */
  public TensorAssembler(Layout layout) {
    this(layout, layout.valueCount(), (tensor, offset, buffer, from, count) -> {});
  }

  /**
   * Of an update, which may leave out the values of frozen tensors.
   *
   * @param frozen takes those that it has, finite and each once; they are kept nowhere
   */
  public static TensorAssembler ofUpdate(Layout layout, ShardReader.Sink frozen) {
    return new TensorAssembler(layout, layout.updateCount(), frozen);
  }

  /**
   * @throws RefusedException unknown-tensor, out-of-range, duplicate-values or non-finite
   */
  @Override
  public void put(String tensor, long offset, float[] buffer, int from, int count)
      throws RefusedException {
    int index = layout.indexOf(tensor);
    if (index < 0) {
      throw new RefusedException(
          Reason.UNKNOWN_TENSOR, "the model has no tensor named \"" + tensor + "\"");
    }
    int size = layout.tensors().get(index).size();
    if (offset < 0 || offset > size - count) {
      throw outOfRange(tensor, offset, count, size);
    }
    int start = layout.start(index) + (int) offset;
    int twice = seen.firstTaken(start, start + count);
    if (twice >= 0) {
      throw new RefusedException(
          Reason.DUPLICATE_VALUES,
          "element " + (twice - layout.start(index)) + " of tensor " + tensor + " stands twice");
    }
    refuseNonFinite(tensor, offset, buffer, from, count);
    seen.take(start, start + count);
    if (start < values.length) {
      System.arraycopy(buffer, from, values, start, count);
    } else {
      frozen.put(tensor, offset, buffer, from, count);
    }
  }

  private static RefusedException outOfRange(String tensor, long offset, int count, int size) {
    return new RefusedException(
        Reason.OUT_OF_RANGE,
        String.format(
            "%d values at offset %d of tensor %s, which has %d values",
            count, offset, tensor, size));
  }

  public static void refuseNonFinite(
      String tensor, long offset, float[] buffer, int from, int count) throws RefusedException {
    int largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Float.floatToRawIntBits(buffer[i]) & Integer.MAX_VALUE);
    }
    for (int i = 0; largest >= INFINITE && i < count; i++) {
      if (!Float.isFinite(buffer[from + i])) {
        throw nonFinite(tensor, offset + i, buffer[from + i]);
      }
    }
  }

  static RefusedException nonFinite(String tensor, long element, float value) {
    return new RefusedException(
        Reason.NON_FINITE,
        "element "
            + element
            + " of tensor "
            + tensor
            + " is "
            + value
            + " as float32, expected a finite number");
  }

  /**
   * The values, once all pieces are there.
   *
   * @return [layout.valueCount()] on the value axis, of an update [layout.updateCount()]; not
   *     copied
   * @throws RefusedException missing-values, with the first tensor that lacks some
   */
  public float[] finish() throws RefusedException {
    if (seen.free(0, values.length) == 0) {
      return values;
    }
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      int start = layout.start(i);
      int end = start + tensor.size();
      if (start < values.length && seen.firstFree(start, end) >= 0) {
        throw missing(tensor, start, end);
      }
    }
    throw new IllegalStateException("tensors of the layout leave gaps on the value axis");
  }

  private RefusedException missing(TensorSpec tensor, int start, int end) {
    return new RefusedException(
        Reason.MISSING_VALUES,
        String.format(
            "%d of %d values of tensor %s are missing, the first is element %d; of the whole model,"
                + " %d of %d are missing",
            seen.free(start, end),
            tensor.size(),
            tensor.name(),
            seen.firstFree(start, end) - start,
            seen.free(0, values.length),
            values.length));
  }
}
