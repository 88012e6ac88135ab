package org.skymask.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.engine.EngineException;
import org.skymask.engine.LocalTraining;
import org.skymask.job.InOrder;
import org.skymask.job.KeyedSums;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.job.Tasks;
import org.skymask.job.Workers;
import org.skymask.kernel.Vectors;
import org.skymask.model.Architecture;
import org.skymask.model.FieldValues;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Losses and gradients on the root dataset, data-parallel on Spark. The dataset is cut into
 * micro-batches of a fixed size and these into a fixed number of tasks; sums are taken in their
 * order. So results are the same bits for any number of executors and cores.
 */
public final class RootEvaluator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RootEvaluator.class);

  private final JavaSparkContext spark;
  private final Layout layout;
  private final ModelData root;
  private final int microBatch;
  private final Shared<RootModel> model;
  private final Tasks<Range> tasks;

  /**
   * @param loss mean over the examples
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
      ModelData root,
      int microBatch,
      DeviceChoice device) {
    this.spark = spark;
    this.layout = layout;
    this.root = root;
    this.microBatch = microBatch;
    this.model = Shared.of(spark, new RootModel(architecture, layout, root, device));
    this.tasks = Tasks.each(spark, Batches.tasks(root.size(), microBatch));
  }

  /**
   * Opens engines on the devices of tasks, so that an unusable device is reported before anything
   * is read.
   *
   * @throws EngineException with what a task met
   */
  public void requireDevice() {
    try {
      tasks.run(new RootWork.Open(model), (partition, opened) -> {});
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
   * Where the driver's JVM is the executor, opens the engines of further cores while one core
   * trains the root update.
   */
  public void prepare() {
    for (int core = 1; core < Workers.of(spark).coresHere(); core++) {
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

  /**
   * Mean loss and gradient over the whole root dataset.
   *
   * @param values [valueCount]
   */
  public LossAndGradient gradient(float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      double[] loss = {0};
      Slices slices = Slices.of(spark, layout.parameterCount());
      float[] gradient = new float[layout.parameterCount()];
      tasks.sum(
          new RootWork.Gradient(model, sent, microBatch, slices),
          new Sums<>(RootWork.Sum::add, slices.count(), (long) Float.BYTES * gradient.length, true),
          (key, sum) -> {
            loss[0] += key == 0 ? sum.loss() : 0;
            Vectors.add(gradient, sum.gradient().start(), sum.gradient().values());
          });
      Vectors.scale(gradient, 1.0 / root.size());
      return new LossAndGradient(loss[0] / root.size(), gradient);
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
      inOrder(new RootWork.Losses(model, sent, microBatch), losses::add);
      return losses.stream().flatMapToDouble(Arrays::stream).toArray();
    }
  }

  /**
   * Logits of each example, of a classifier.
   *
   * @param values [valueCount]
   * @return [examples × classes], up to a constant for each example
   */
  public float[] logits(float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      float[] logits = new float[Math.multiplyExact(root.size(), layout.classes())];
      int[] at = {0};
      inOrder(
          new RootWork.Logits(model, sent, microBatch),
          part -> {
            System.arraycopy(part, 0, logits, at[0], part.length);
            at[0] += part.length;
          });
      return logits;
    }
  }

  /** The same model on other data, to be closed on its own. */
  public RootEvaluator over(ModelData data) {
    RootModel here = model.value();
    return new RootEvaluator(spark, here.architecture(), layout, data, microBatch, here.device());
  }

  /** Class of each example, of a classifier: [examples]. */
  public int[] labels() {
    FieldValues.Longs targets = (FieldValues.Longs) root.target(0, root.size());
    return Arrays.stream(targets.values()).mapToInt(Math::toIntExact).toArray();
  }

  private <R> void inOrder(PartitionJob.Work<Range, R> work, Consumer<R> taken) {
    tasks.run(work, new InOrder<>(taken));
  }

  /** Trains in one task from given values; see {@link LocalTraining}. */
  public float[] train(LocalTraining training, float[] values) {
    try (Shared<float[]> sent = Shared.of(spark, values)) {
      float[] trained = new float[values.length];
      Slices slices = Slices.of(spark, values.length);
      KeyedSums.run(
          spark,
          spark.parallelize(List.of(training), 1),
          new RootWork.Train(model, sent, slices),
          new Sums<>(
              (part, none) -> part, slices.count(), (long) Float.BYTES * values.length, false),
          (key, part) ->
              System.arraycopy(part.values(), 0, trained, part.start(), part.values().length));
      return trained;
    }
  }

  @Override
  public void close() {
    tasks.close();
    model.close();
  }
}
