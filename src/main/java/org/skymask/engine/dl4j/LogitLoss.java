package org.skymask.engine.dl4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.skymask.engine.OutputLoss;
import org.skymask.model.FieldValues;

/**
 * The loss function of a network whose output layer was made linear: {@link OutputLoss}, so that
 * every engine has the same loss to the last bit of its definition. DL4J's own clips small
 * probabilities and computes in single precision.
 */
final class LogitLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final @Nullable OutputLoss function;
  private FieldValues targets = new FieldValues.Longs(new long[0], 1);
  private double loss;

  /** Of a network that is only asked for outputs. */
  LogitLoss() {
    this.function = null;
  }

  LogitLoss(OutputLoss function) {
    this.function = function;
  }

  /** The next batch's targets. */
  void expect(FieldValues next) {
    this.targets = next;
  }

  /** Σ loss over the examples of the last gradient. */
  double loss() {
    return loss;
  }

  @Override
  public INDArray computeGradient(
      INDArray unused, INDArray logits, IActivation activation, INDArray mask) {
    float[] values = Tensors.rowMajor(logits);
    int rows = Math.toIntExact(logits.size(0));
    int examples = targets.size();
    float[] byExample = reordered(values, rows / examples, examples);
    loss = Objects.requireNonNull(function).toGradient(byExample, targets);
    return Nd4j.create(reordered(byExample, examples, rows / examples), logits.shape(), 'c');
  }

  /**
   * Recurrent layers give a row for each step of each example, step by step; {@link OutputLoss}
   * takes an example's steps together.
   *
   * @param values [outer × inner][width]
   * @return [inner × outer][width]
   */
  private static float[] reordered(float[] values, int outer, int inner) {
    if (outer == 1 || inner == 1) {
      return values;
    }
    int width = values.length / (outer * inner);
    float[] other = new float[values.length];
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        System.arraycopy(values, (i * inner + j) * width, other, (j * outer + i) * width, width);
      }
    }
    return other;
  }

  /** DL4J's score of a step, which nothing here reads. */
  @Override
  public double computeScore(
      INDArray unused, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    return 0;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray unused, INDArray logits, IActivation activation, INDArray mask) {
    throw new UnsupportedOperationException("scores of single examples");
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray unused, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    return Pair.of(0.0, computeGradient(unused, logits, activation, mask));
  }

  @Override
  public String name() {
    return "LogitLoss";
  }
}
