package org.skymask.engine.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;
import org.skymask.engine.Failures;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.Inference;
import org.skymask.engine.OutputLoss;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Window;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;

/**
 * A DL4J network ({@code MultiLayerConfiguration} or {@code ComputationGraphConfiguration}, one
 * input, one output) behind {@link GradientEngine}.
 *
 * <p>Tensors are the entries of DL4J's parameter table: {@code 0_W}, {@code 0_b}, {@code 1_gamma},
 * with the name of the vertex in place of the number in a graph. A tensor's values are the
 * <em>row-major</em> values of the array that {@code paramTable()} shows ({@code
 * array.dup('c').data().asFloat()}), whatever order DL4J stores it in: a dense {@code 0_W} of the
 * shape [in, out] is the transpose of PyTorch's weight, a convolution's [out, in, height, width]
 * the same. The layout's shapes must be the table's up to extents of 1.
 *
 * <p>The configuration is changed before use: no dropout, weight noise or penalties, batch norm by
 * its running statistics in both directions, a linear last layer with {@link OutputLoss} as its
 * loss. Whatever else behaves differently in training is refused. Frozen layers are trained where
 * the layout says so.
 */
public final class Dl4jEngine implements GradientEngine {
  private final Layout layout;
  private final OutputLoss function;
  private final LogitLoss loss;
  private final Network network;
  private final OutputShape shape;
  private final List<TensorBinding> tensors;
  private @Nullable INDArray features;

  private Dl4jEngine(
      String fileName, Layout layout, OutputLoss function, LogitLoss loss, Definition definition) {
    this.layout = layout;
    this.function = function;
    this.loss = loss;
    this.network = definition.network();
    this.shape = OutputShape.of(definition.output().getLayer());
    this.tensors = TensorBinding.bind(fileName, layout, network.tensors());
  }

  /**
   * Builds the network and tries it on two examples, so that what does not fit fails here.
   *
   * @throws EngineException when the file is no JSON of a DL4J network with a known loss, does not
   *     fit the layout, behaves differently in training and inference, or cannot be run on the
   *     device
   */
  public static Dl4jEngine open(Architecture architecture, Layout layout, Device device) {
    Dl4jDevices.use(device);
    return open(architecture, layout);
  }

  /** The same, on whatever this process's ND4J computes. */
  static Dl4jEngine open(Architecture architecture, Layout layout) {
    Dl4jRuntime.oneThread();
    String file = architecture.fileName();
    Definition definition = Definition.read(architecture).statistics(layout);
    requireSignature(file, layout.signature(), definition.loss(file));
    OutputLoss function = OutputLoss.of(layout.signature());
    LogitLoss loss = new LogitLoss(function);
    definition.inference(loss);
    try {
      Dl4jEngine engine = new Dl4jEngine(file, layout, function, loss, definition);
      engine.check(file);
      return engine;
    } catch (RuntimeException e) {
      throw Failures.of(
          file + " does not run on examples of the shape " + layout.input() + " (layout.json)", e);
    }
  }

  private static void requireSignature(String file, Signature signature, LossFunction loss) {
    if (signature.loss() != loss) {
      throw new EngineException(
          file
              + " ends in the loss "
              + loss.code()
              + ", and layout.json has the loss "
              + signature.loss().code());
    }
    if (signature.inputs().size() != 1 || signature.inputs().get(0).type() != ValueType.FLOAT32) {
      throw new EngineException(
          file
              + " is a DL4J network, which takes one float32 input, and layout.json has "
              + signature.inputs().stream().map(FieldSpec::described).toList());
    }
  }

  private void check(String file) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[layout.valueCount()];
    Arrays.fill(values, 0.1f);
    for (int j = 0; j < layout.parameterCount(); j++) {
      values[j] = (float) random.nextDouble(-0.1, 0.1);
    }
    float[] examples = new float[2 * layout.featureCount()];
    for (int j = 0; j < examples.length; j++) {
      examples[j] = (float) random.nextDouble();
    }
    FieldData data =
        new FieldData(
            List.of(new Floats(examples, layout.featureCount())),
            FieldValues.zeros(layout.signature().target(), 2));
    load(values);
    INDArray batch = batch(data, 0, 2);
    INDArray output = network.output(batch, false);
    List<Integer> given = shape.ofExample(output);
    if (!isExpected(given)) {
      throw new EngineException(
          file
              + " gives outputs of the shape "
              + Tensors.shape(output)
              + " for 2 examples, expected "
              + (shape.format() == null
                  ? "[2, " + function.width() + "]"
                  : OutputLoss.shape(layout.signature()) + " an example, the steps first")
              + " ("
              + (layout.signature().loss().hasClasses() ? "classes" : "target")
              + " in layout.json)");
    }
    requireSame(file, output, network.output(batch, true));
    addGradient(data, 0, 2, new float[layout.parameterCount()]);
  }

  /** A sequence of one number a step may be a target without an extent for it. */
  private boolean isExpected(List<Integer> given) {
    return shape.format() == null
        ? given.equals(List.of(function.width()))
        : Tensors.squeezed(given).equals(Tensors.squeezed(OutputLoss.shape(layout.signature())));
  }

  private static void requireSame(String file, INDArray inference, INDArray training) {
    double difference = inference.distance2(training);
    if (difference > 1e-5 * (1 + inference.norm2Number().doubleValue())) {
      throw new EngineException(
          file
              + " has a layer that behaves differently in training: logits are "
              + difference
              + " apart, expected the same function in both modes");
    }
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void load(float[] values) {
    Dl4jRuntime.oneThread();
    tensors.forEach(tensor -> tensor.load(values));
  }

  @Override
  public float[] outputs(ModelData data, int from, int to) {
    Dl4jRuntime.oneThread();
    INDArray output = network.output(batch(data, from, to), false);
    return Tensors.rowMajor(shape.stepsFirst(output));
  }

  @Override
  public Inference infer(ModelData data, int from, int to) {
    float[] outputs = outputs(data, from, to);
    return new Inference(outputs, function.losses(outputs, data.target(from, to)));
  }

  @Override
  public double addGradient(ModelData data, int from, int to, float[] gradient) {
    Dl4jRuntime.oneThread();
    loss.expect(data.target(from, to));
    INDArray batch = batch(data, from, to);
    Map<String, INDArray> gradients = network.gradient(batch, labels(batch));
    for (TensorBinding binding : tensors) {
      if (binding.tensor().trainable()) {
        INDArray value = gradients.get(binding.tensor().name());
        if (value == null) {
          throw new EngineException(
              "tensor "
                  + binding.tensor().name()
                  + " is trainable in layout.json, expected false: DL4J has no gradient for it");
        }
        binding.addTo(gradient, value);
      }
    }
    return loss.loss();
  }

  private INDArray labels(INDArray batch) {
    if (shape.format() == null) {
      return shape.unusedLabels(batch, List.of());
    }
    Signature signature = layout.signature();
    int steps = signature.target().shape().get(0);
    return shape.unusedLabels(batch, List.of(steps, function.width() / steps));
  }

  /** The examples [from, to) in an array that is kept for the next batch of this size. */
  private INDArray batch(ModelData data, int from, int to) {
    INDArray batch = features;
    if (batch == null || batch.size(0) != to - from) {
      batch = Nd4j.create(DataType.FLOAT, Tensors.batchShape(to - from, layout.input()), 'c');
      features = batch;
    }
    Window window = data.input(0, from, to);
    int count = window.values().width();
    float[] values = ((Floats) window.values()).values();
    Tensors.write(batch, values, window.from() * count, (to - from) * count);
    return batch;
  }

  @Override
  public void close() {
    network.close();
    tensors.forEach(tensor -> Tensors.free(tensor.rowMajor()));
    Tensors.free(features);
  }
}
