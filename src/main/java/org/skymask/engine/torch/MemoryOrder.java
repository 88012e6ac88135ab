package org.skymask.engine.torch;

import ai.djl.ndarray.NDArray;
import org.skymask.engine.Device;
import org.skymask.model.Signature;

/**
 * How an image lies in memory. Its values, shape and results are the same either way.
 *
 * <p>oneDNN computes on images whose channels come last as they are. Otherwise it brings each
 * layer's input into an order of its own and back. Max pooling of one channel is vectorised only
 * with the channels last. A function that views its tensors as they were when it was traced refuses
 * this order.
 */
enum MemoryOrder {
  /** As the layout has it. */
  PLAIN {
    @Override
    NDArray of(NDArray input) {
      return input;
    }
  },
  /** [examples, channels, height, width], in memory as [examples, height, width, channels]. */
  CHANNELS_LAST {
    @Override
    NDArray of(NDArray input) {
      NDArray last = input.transpose(0, 2, 3, 1).reshape(-1);
      long[] shape = input.getShape().getShape();
      return last.reshape(shape[0], shape[2], shape[3], shape[1]).transpose(0, 3, 1, 2);
    }
  };

  /** Dimensions of an example that is an image: channels, height, width. */
  private static final int IMAGE = 3;

  /**
   * The input in this order.
   *
   * @param input [examples, …]
   */
  abstract NDArray of(NDArray input);

  /** Whether it can help: a card has an order of its own. */
  boolean fits(Signature signature, Device device) {
    return this == PLAIN
        || signature.isClassifier()
            && signature.inputs().get(0).shape().size() == IMAGE
            && device.kind() != Device.Kind.CUDA;
  }
}
