package org.skymask.engine.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch norm that uses its running statistics in every mode, with the same tensors. */
final class RunningBatchNorm extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  RunningBatchNorm(BatchNormalization original) {
    setLayerName(original.getLayerName());
    setNIn(original.getNIn());
    setNOut(original.getNOut());
    setEps(original.getEps());
    setGamma(original.getGamma());
    setBeta(original.getBeta());
    setLockGammaBeta(original.isLockGammaBeta());
    setUseLogStd(original.isUseLogStd());
    setCnn2DFormat(original.getCnn2DFormat());
    setActivationFn(original.getActivationFn());
    setIUpdater(original.getIUpdater());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    RunningBatchNormLayer layer = new RunningBatchNormLayer(conf, dataType);
    layer.setListeners(
        listeners == null ? new TrainingListener[0] : listeners.toArray(TrainingListener[]::new));
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }
}
