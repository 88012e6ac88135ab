package org.skymask.engine.dl4j;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.skymask.engine.EngineException;
import org.skymask.model.LossFunction;

/** The last layer, and the loss that it stands for. */
final class OutputLayers {
  private OutputLayers() {}

  /**
   * The loss that a layer and its activation stand for. Weights of classes in the loss are a matter
   * of local training: the method's loss has none.
   *
   * @throws EngineException where the engines have no such loss
   */
  static LossFunction loss(String file, Layer layer) {
    ILossFunction loss = lossOf(layer);
    if (loss != null) {
      IActivation activation = ((FeedForwardLayer) layer).getActivationFn();
      if (loss instanceof LossMCXENT && activation instanceof ActivationSoftmax) {
        return format(layer) == null
            ? LossFunction.CROSS_ENTROPY
            : LossFunction.CROSS_ENTROPY_PER_TOKEN;
      }
      if (loss instanceof LossBinaryXENT && activation instanceof ActivationSigmoid) {
        return LossFunction.BINARY_CROSS_ENTROPY;
      }
      if (loss.getClass() == LossMSE.class && activation instanceof ActivationIdentity) {
        return LossFunction.MEAN_SQUARED_ERROR;
      }
    }
    throw new EngineException(
        file
            + " ends in a layer "
            + layer.getClass().getSimpleName()
            + (layer instanceof FeedForwardLayer last
                ? " with the activation " + last.getActivationFn()
                : "")
            + (loss == null ? "" : " and the loss " + loss.name())
            + ", expected an OutputLayer, LossLayer, RnnOutputLayer or RnnLossLayer with the"
            + " activation softmax and the loss MCXENT or NEGATIVELOGLIKELIHOOD, sigmoid and XENT,"
            + " or identity and MSE");
  }

  private static @Nullable ILossFunction lossOf(Layer layer) {
    if (layer.getClass() == OutputLayer.class || layer.getClass() == RnnOutputLayer.class) {
      return ((BaseOutputLayer) layer).getLossFn();
    }
    if (layer instanceof RnnLossLayer last) {
      return last.getLossFn();
    }
    return layer instanceof LossLayer last ? last.getLossFn() : null;
  }

  /** Where the steps of a sequence stand in the outputs of a layer; null where it has none. */
  static @Nullable RNNFormat format(Layer layer) {
    if (layer instanceof RnnOutputLayer last) {
      return last.getRnnDataFormat();
    }
    return layer instanceof RnnLossLayer last ? last.getRnnDataFormat() : null;
  }

  static void setLoss(Layer layer, ILossFunction loss) {
    if (layer instanceof LossLayer last) {
      last.setLossFn(loss);
    } else if (layer instanceof RnnLossLayer last) {
      last.setLossFn(loss);
    } else {
      ((BaseOutputLayer) layer).setLossFn(loss);
    }
  }
}
