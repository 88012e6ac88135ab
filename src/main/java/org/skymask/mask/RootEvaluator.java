package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.EngineException;
import org.skymask.engine.EnginePool;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.LocalTraining;
import org.skymask.kernel.Vectors;
import org.skymask.mask.KeyedSums.Share;
import org.skymask.mask.KeyedSums.Sums;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Losses and gradients on the root dataset, data-parallel on Spark. The dataset is cut into
 * micro-batches of a fixed size and these into a fixed number of tasks; sums go by their order. So
 * results are the same bits for any number of executors and cores.
 */
public final class RootEvaluator implements AutoCloseable {
  /** Tasks among which the root dataset is divided, and gradients that are added. */
  private static final int TASKS = 16;

  /** Values of a slice of a gradient: 4 MiB. */
  private static final int SLICE = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RootEvaluator.class);

  private final JavaSparkContext spark;
  private final Layout layout;
  private final LabelledData root;
  private final int microBatch;
  private final Shared<Model> model;
  private final Tasks<Range> tasks;

  private record Model(
      Architecture architecture, Layout layout, LabelledData root, DeviceChoice device)
      implements Serializable {
    <T> T use(Function<GradientEngine, T> work) {
      return EnginePool.use(architecture, layout, device.ofTask(), work);
    }
  }

  /** Σ loss over some examples, and a slice of its gradient. */
  private record Sum(double loss, Part gradient) implements Serializable {
    static Sum add(Sum sum, Sum next) {
      Vectors.add(sum.gradient().values(), next.gradient().values());
      return new Sum(sum.loss() + next.loss(), sum.gradient());
    }
  }

  /**
   * @param loss mean cross-entropy
   * @param gradient ∂loss/∂(trainable values), [parameterCount]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record LossAndGradient(double loss, float[] gradient) {}

  /**
   * @param microBatch examples that an engine takes at once
   * @param device what engines compute on
   */
  public RootEvaluator(
      JavaSparkContext spark,
      Architecture architecture,
      Layout layout,
      LabelledData root,
      int microBatch,
      DeviceChoice device) {
    this.spark = spark;
    this.layout = layout;
    this.root = root;
    this.microBatch = microBatch;
    this.model = Shared.of(spark, new Model(architecture, layout, root, device));
    this.tasks = Tasks.each(spark, tasks(root.size(), microBatch));
  }

  /**
   * Opens engines on the devices that tasks are given, so that one that cannot be used is told
   * before anything is read.
   *
   * @throws EngineException with what a task met
   */
  public void requireDevice() {
    try {
      tasks.run(new Open(model), (partition, opened) -> {});
    } catch (Exception e) { // Spark throws its checked exception without saying so.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof EngineException known) {
          throw known;
        }
      }
      throw e;
    }
  }

  /**
   * Where the driver's JVM is the executor, opens what further cores will compute with while one of
   * them trains the root update.
   */
  public void prepare() {
    for (int core = 1; spark.sc().isLocal() && core < spark.defaultParallelism(); core++) {
      Thread thread = new Thread(this::openAhead, "skymask-engine");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void openAhead() {
    try {
      model.value().use(engine -> true);
    } catch (RuntimeException e) {
      // Whoever needs the engine will meet the same, and tell it.
      LOG.debug("no engine ahead of time", e);
    }
  }

  private record Open(Shared<Model> model) implements PartitionJob.Work<Range, Boolean> {
    @Override
    public Boolean of(Iterator<Range> partition) {
      return model.value().use(engine -> true);
    }
  }

  /** As many tasks as there are micro-batches, up to a fixed number, with as many examples each. */
  private static List<Range> tasks(int examples, int microBatch) {
    int batches = batches(examples, microBatch);
    return evenly(new Range(0, examples), Math.min(TASKS, batches));
  }

  private static int batches(int examples, int microBatch) {
    return (examples + microBatch - 1) / microBatch;
  }

  /** Parts that differ by one example at most, so that the last of them is not a small one. */
  private static List<Range> evenly(Range whole, int count) {
    List<Range> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int from = whole.start() + (int) ((long) whole.length() * part / count);
      int to = whole.start() + (int) ((long) whole.length() * (part + 1) / count);
      parts.add(new Range(from, to));
    }
    return parts;
  }

  /**
   * Mean loss and gradient over the whole root dataset.
   *
   * @param values [valueCount]
   */
  public LossAndGradient gradient(float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      double[] loss = {0};
      float[] gradient = new float[layout.parameterCount()];
      tasks.sum(
          new Gradient(model, sent, microBatch, slice()),
          new Sums<>(Sum::add, slices(gradient.length), (long) Float.BYTES * gradient.length, true),
          (key, sum) -> {
            loss[0] += key == 0 ? sum.loss() : 0;
            Vectors.add(gradient, sum.gradient().start(), sum.gradient().values());
          });
      Vectors.scale(gradient, 1.0 / root.size());
      return new LossAndGradient(loss[0] / root.size(), gradient);
    }
  }

  /** Within the driver's own JVM nothing travels, and nothing needs to be cut. */
  private int slice() {
    return spark.sc().isLocal() ? Integer.MAX_VALUE : SLICE;
  }

  private static int slices(int values) {
    return Math.max(1, (values + SLICE - 1) / SLICE);
  }

  private static List<Share<Part>> cut(float[] values, int slice) {
    List<Share<Part>> parts = new ArrayList<>();
    Part whole = new Part(0, values);
    for (int from = 0; from < values.length; from += Math.min(slice, values.length - from)) {
      Range range = new Range(from, from + Math.min(slice, values.length - from));
      parts.add(new Share<>(parts.size(), whole.within(range)));
    }
    return parts;
  }

  private record Gradient(Shared<Model> model, Shared<float[]> values, int microBatch, int slice)
      implements PartitionJob.Work<Range, List<Share<Sum>>> {
    @Override
    public List<Share<Sum>> of(Iterator<Range> partition) {
      Range task = partition.next();
      LabelledData root = model.value().root();
      return model
          .value()
          .use(
              engine -> {
                engine.load(values.value());
                float[] gradient = new float[engine.layout().parameterCount()];
                double loss = 0;
                for (Range batch : evenly(task, batches(task.length(), microBatch))) {
                  loss += engine.addGradient(root, batch.start(), batch.end(), gradient);
                }
                return sums(loss, gradient);
              });
    }

    private List<Share<Sum>> sums(double loss, float[] gradient) {
      return cut(gradient, slice).stream()
          .map(part -> new Share<>(part.key(), new Sum(loss, part.value())))
          .toList();
    }
  }

  /**
   * Loss of each example.
   *
   * @param values [valueCount]
   * @return [root.size()]
   */
  public double[] losses(float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      List<double[]> losses = new ArrayList<>();
      inOrder(new Losses(model, sent, microBatch), losses::add);
      return losses.stream().flatMapToDouble(Arrays::stream).toArray();
    }
  }

  private record Losses(Shared<Model> model, Shared<float[]> values, int microBatch)
      implements PartitionJob.Work<Range, double[]> {
    @Override
    public double[] of(Iterator<Range> partition) {
      Range task = partition.next();
      LabelledData root = model.value().root();
      return model
          .value()
          .use(
              engine -> {
                engine.load(values.value());
                double[] losses = new double[task.length()];
                for (Range batch : evenly(task, batches(task.length(), microBatch))) {
                  add(engine, root, batch, losses, batch.start() - task.start());
                }
                return losses;
              });
    }

    private static void add(
        GradientEngine engine, LabelledData root, Range batch, double[] losses, int at) {
      int classes = engine.layout().classes();
      float[] logits = engine.logits(root, batch.start(), batch.end());
      for (int i = 0; i < batch.length(); i++) {
        int label = root.labels()[batch.start() + i];
        losses[at + i] = CrossEntropy.loss(logits, i * classes, classes, label);
      }
    }
  }

  /**
   * Logits of each example.
   *
   * @param values [valueCount]
   * @return [examples × classes], up to a constant for each example
   */
  public float[] logits(float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      float[] logits = new float[Math.multiplyExact(root.size(), layout.classes())];
      int[] at = {0};
      inOrder(
          new Logits(model, sent, microBatch),
          part -> {
            System.arraycopy(part, 0, logits, at[0], part.length);
            at[0] += part.length;
          });
      return logits;
    }
  }

  private record Logits(Shared<Model> model, Shared<float[]> values, int microBatch)
      implements PartitionJob.Work<Range, float[]> {
    @Override
    public float[] of(Iterator<Range> partition) {
      Range task = partition.next();
      LabelledData root = model.value().root();
      return model
          .value()
          .use(
              engine -> {
                engine.load(values.value());
                int classes = engine.layout().classes();
                float[] logits = new float[task.length() * classes];
                for (Range batch : evenly(task, batches(task.length(), microBatch))) {
                  float[] some = engine.logits(root, batch.start(), batch.end());
                  int at = (batch.start() - task.start()) * classes;
                  System.arraycopy(some, 0, logits, at, batch.length() * classes);
                }
                return logits;
              });
    }
  }

  /** The same model on other data, to be closed on its own. */
  public RootEvaluator over(LabelledData data) {
    Model here = model.value();
    return new RootEvaluator(spark, here.architecture(), layout, data, microBatch, here.device());
  }

  /** [examples]. */
  public int[] labels() {
    return root.labels();
  }

  private <R> void inOrder(PartitionJob.Work<Range, R> work, Consumer<R> taken) {
    tasks.run(work, new InOrder<>(taken));
  }

  /** Trains in one task from given values; see {@link LocalTraining}. */
  public float[] train(LocalTraining training, float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      float[] trained = new float[values.length];
      KeyedSums.run(
          spark,
          spark.parallelize(List.of(training), 1),
          new Train(model, sent, slice()),
          new Sums<>(
              (part, none) -> part,
              slices(values.length),
              (long) Float.BYTES * values.length,
              false),
          (key, part) ->
              System.arraycopy(part.values(), 0, trained, part.start(), part.values().length));
      return trained;
    }
  }

  private record Train(Shared<Model> model, Shared<float[]> values, int slice)
      implements PartitionJob.Work<LocalTraining, List<Share<Part>>> {
    @Override
    public List<Share<Part>> of(Iterator<LocalTraining> partition) {
      LocalTraining training = partition.next();
      LabelledData root = model.value().root();
      return cut(model.value().use(engine -> training.train(engine, values.value(), root)), slice);
    }
  }

  @Override
  public void close() {
    tasks.close();
    model.close();
  }
}
