package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.EnginePool;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.LocalTraining;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;

/**
 * Losses and gradients on the root dataset, data-parallel on Spark. The dataset is cut into
 * micro-batches of a fixed size and these into a fixed number of tasks; sums go by their order. So
 * results are the same bits for any number of executors and cores.
 */
public final class RootEvaluator implements AutoCloseable {
  /** Gradients that come back to the driver at once: [parameterCount] each. */
  private static final int TASKS = 16;

  private final JavaSparkContext spark;
  private final Layout layout;
  private final LabelledData root;
  private final int microBatch;
  private final Broadcast<Model> model;
  private final List<Range> tasks;
  private final JavaRDD<Range> tasksRdd;

  private record Model(Architecture architecture, Layout layout, LabelledData root)
      implements Serializable {}

  /** Each partition of the tasks holds one. */
  private record Gradient(Broadcast<Model> model, Broadcast<float[]> values, int microBatch)
      implements PartitionJob.Work<Range, Sum> {
    @Override
    public Sum of(Iterator<Range> task) {
      return sum(model.value(), values.value(), task.next(), microBatch);
    }
  }

  private record Losses(Broadcast<Model> model, Broadcast<float[]> values, int microBatch)
      implements PartitionJob.Work<Range, double[]> {
    @Override
    public double[] of(Iterator<Range> task) {
      return losses(model.value(), values.value(), task.next(), microBatch);
    }
  }

  /** Σ loss and its gradient over some examples. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sum(double loss, float[] gradient) implements Serializable {}

  /**
   * @param loss mean cross-entropy
   * @param gradient ∂loss/∂(trainable values), [parameterCount]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record LossAndGradient(double loss, float[] gradient) {}

  /**
   * @param microBatch examples that an engine takes at once
   */
  public RootEvaluator(
      JavaSparkContext spark,
      Architecture architecture,
      Layout layout,
      LabelledData root,
      int microBatch) {
    this.spark = spark;
    this.layout = layout;
    this.root = root;
    this.microBatch = microBatch;
    this.model = spark.broadcast(new Model(architecture, layout, root));
    this.tasks = tasks(root.size(), microBatch);
    this.tasksRdd = spark.parallelize(tasks, tasks.size());
  }

  private static List<Range> tasks(int examples, int microBatch) {
    int batches = (examples + microBatch - 1) / microBatch;
    int count = Math.min(TASKS, batches);
    List<Range> tasks = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      int from = (int) ((long) batches * task / count) * microBatch;
      int to = (int) ((long) batches * (task + 1) / count) * microBatch;
      tasks.add(new Range(from, Math.min(examples, to)));
    }
    return tasks;
  }

  /**
   * Mean loss and gradient over the whole root dataset.
   *
   * @param values [valueCount]
   */
  public LossAndGradient gradient(float[] values) {
    Broadcast<float[]> sent = spark.broadcast(values);
    try {
      Sum[] sums = new Sum[tasks.size()];
      PartitionJob.run(
          tasksRdd, new Gradient(model, sent, microBatch), (task, sum) -> sums[task] = sum);
      double loss = 0;
      float[] gradient = new float[layout.parameterCount()];
      for (Sum sum : sums) {
        loss += sum.loss();
        for (int j = 0; j < gradient.length; j++) {
          gradient[j] += sum.gradient()[j];
        }
      }
      float share = 1f / root.size();
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] *= share;
      }
      return new LossAndGradient(loss / root.size(), gradient);
    } finally {
      sent.destroy();
    }
  }

  private static Sum sum(Model model, float[] values, Range task, int microBatch) {
    return EnginePool.use(
        model.architecture(),
        model.layout(),
        engine -> {
          engine.load(values);
          float[] gradient = new float[model.layout().parameterCount()];
          double loss = 0;
          for (int from = task.start(); from < task.end(); from += microBatch) {
            int to = Math.min(task.end(), from + microBatch);
            loss += engine.addGradient(model.root(), from, to, gradient);
          }
          return new Sum(loss, gradient);
        });
  }

  /**
   * Loss of each example.
   *
   * @param values [valueCount]
   * @return [root.size()]
   */
  public double[] losses(float[] values) {
    Broadcast<float[]> sent = spark.broadcast(values);
    try {
      double[] losses = new double[root.size()];
      PartitionJob.run(
          tasksRdd,
          new Losses(model, sent, microBatch),
          (task, part) -> System.arraycopy(part, 0, losses, tasks.get(task).start(), part.length));
      return losses;
    } finally {
      sent.destroy();
    }
  }

  private static double[] losses(Model model, float[] values, Range task, int microBatch) {
    return EnginePool.use(
        model.architecture(),
        model.layout(),
        engine -> {
          engine.load(values);
          double[] losses = new double[task.length()];
          for (int from = task.start(); from < task.end(); from += microBatch) {
            int to = Math.min(task.end(), from + microBatch);
            add(engine, model, from, to, losses, from - task.start());
          }
          return losses;
        });
  }

  private static void add(
      GradientEngine engine, Model model, int from, int to, double[] losses, int at) {
    int classes = model.layout().classes();
    float[] logits = engine.logits(model.root(), from, to);
    for (int i = 0; i < to - from; i++) {
      int label = model.root().labels()[from + i];
      losses[at + i] = CrossEntropy.loss(logits, i * classes, classes, label);
    }
  }

  /** Trains in one task from given values; see {@link LocalTraining}. */
  public float[] train(LocalTraining training, float[] values) {
    Broadcast<float[]> sent = spark.broadcast(values);
    try {
      Broadcast<Model> shared = model;
      return spark
          .parallelize(List.of(training), 1)
          .map(
              local ->
                  EnginePool.use(
                      shared.value().architecture(),
                      shared.value().layout(),
                      engine -> local.train(engine, sent.value(), shared.value().root())))
          .first();
    } finally {
      sent.destroy();
    }
  }

  @Override
  public void close() {
    model.destroy();
  }
}
