package org.skymask.engine.dl4j;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.skymask.engine.EngineException;

/** The last layer: softmax with cross-entropy. */
final class OutputLayers {
  private OutputLayers() {}

  /** Weights of classes in the loss are a matter of local training: the method's loss has none. */
  static void requireSoftmax(String file, Layer layer) {
    ILossFunction loss = loss(layer);
    if (loss instanceof LossMCXENT
        && ((FeedForwardLayer) layer).getActivationFn() instanceof ActivationSoftmax) {
      return;
    }
    throw new EngineException(
        file
            + " ends in a layer "
            + layer.getClass().getSimpleName()
            + (layer instanceof FeedForwardLayer last
                ? " with the activation " + last.getActivationFn()
                : "")
            + (loss == null ? "" : " and the loss " + loss.name())
            + ", expected an OutputLayer or LossLayer with the activation softmax and the loss"
            + " MCXENT or NEGATIVELOGLIKELIHOOD");
  }

  private static @Nullable ILossFunction loss(Layer layer) {
    if (layer.getClass() == OutputLayer.class) {
      return ((OutputLayer) layer).getLossFn();
    }
    return layer instanceof LossLayer last ? last.getLossFn() : null;
  }

  static void setLoss(Layer layer, ILossFunction loss) {
    if (layer instanceof LossLayer last) {
      last.setLossFn(loss);
    } else {
      ((BaseOutputLayer) layer).setLossFn(loss);
    }
  }
}
