package org.skymask.engine.dl4j;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_LOG_STD;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * y = γ(x − μ)/√(σ² + ε) + β with the running μ and σ², which are constants: ∂L/∂x = γ/√(σ² + ε) ·
 * ∂L/∂y, ∂L/∂γ = Σ ∂L/∂y·(x − μ)/√(σ² + ε), ∂L/∂β = Σ ∂L/∂y. (DL4J's own layer normalises by the
 * batch in training, and its backward pass knows no other way.)
 */
final class RunningBatchNormLayer extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  RunningBatchNormLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray preOutput(INDArray x, TrainingMode mode, LayerWorkspaceMgr workspaces) {
    int axis = channelAxis(x);
    INDArray in = rowMajor(x);
    INDArray scale = scale();
    INDArray shift = beta().sub(flat(GLOBAL_MEAN).mul(scale));
    INDArray out =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, in.dataType(), in.shape(), 'c');
    Nd4j.getExecutioner().exec(new BroadcastMulOp(in, scale, out, axis));
    Nd4j.getExecutioner().exec(new BroadcastAddOp(out, shift, out, axis));
    return out;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int axis = channelAxis(epsilon);
    INDArray out = rowMajor(epsilon);
    Gradient gradient = new DefaultGradient();
    if (!layerConf().isLockGammaBeta()) {
      int[] others = IntStream.range(0, out.rank()).filter(i -> i != axis).toArray();
      INDArray centred = Nd4j.createUninitialized(out.dataType(), out.shape(), 'c');
      Nd4j.getExecutioner()
          .exec(new BroadcastSubOp(rowMajor(input), flat(GLOBAL_MEAN), centred, axis));
      put(gradient, GAMMA, centred.muli(out).sum(others).muli(inverseDeviation()));
      put(gradient, BETA, out.sum(others));
    }
    INDArray in =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, out.dataType(), out.shape(), 'c');
    Nd4j.getExecutioner().exec(new BroadcastMulOp(out, scale(), in, axis));
    return new Pair<>(gradient, in);
  }

  private void put(Gradient gradient, String name, INDArray value) {
    INDArray view = Objects.requireNonNull(gradientViews.get(name));
    view.assign(value.reshape(view.shape()));
    gradient.setGradientFor(name, view);
  }

  private INDArray scale() {
    INDArray inverse = inverseDeviation();
    return layerConf().isLockGammaBeta()
        ? inverse.muli(layerConf().getGamma())
        : inverse.muli(flat(GAMMA));
  }

  private INDArray beta() {
    return layerConf().isLockGammaBeta()
        ? Nd4j.valueArrayOf(new long[] {layerConf().getNOut()}, layerConf().getBeta(), dataType)
        : flat(BETA);
  }

  /** 1/√(σ² + ε); a layer holds σ² or log₁₀ σ. */
  private INDArray inverseDeviation() {
    INDArray variance =
        layerConf().isUseLogStd()
            ? Transforms.exp(flat(GLOBAL_LOG_STD).mul(2 * Math.log(10)), false)
            : flat(GLOBAL_VAR);
    return Transforms.sqrt(variance.add(layerConf().getEps()), false).rdivi(1);
  }

  private INDArray flat(String name) {
    INDArray value = getParam(name);
    return value.reshape(value.length());
  }

  private int channelAxis(INDArray x) {
    if (x.rank() != 2 && x.rank() != 4) {
      throw new IllegalStateException(
          "batch norm " + layerId() + " gets arrays of rank " + x.rank() + ", expected 2 or 4");
    }
    return x.rank() == 4 && layerConf().getCnn2DFormat() == CNN2DFormat.NHWC ? 3 : 1;
  }

  /** Broadcasts are right on plain row-major arrays only. */
  private static INDArray rowMajor(INDArray x) {
    return x.ordering() == 'c' && Shape.hasDefaultStridesForShape(x) ? x : x.dup('c');
  }
}
