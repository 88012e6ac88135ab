package org.skymask.mask;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.LocalTraining;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.kernel.Vectors;
import org.skymask.model.Layer.Range;
import org.skymask.model.ModelData;

/** What the tasks of {@link RootEvaluator} do. */
final class RootWork {
  private RootWork() {}

  record Open(Shared<RootModel> model) implements PartitionJob.Work<Range, Boolean> {
    @Override
    public Boolean of(Iterator<Range> partition) {
      return model.value().use(engine -> true);
    }
  }

  /** Σ loss over some examples, and a slice of its gradient. */
  record Sum(double loss, Part gradient) implements Serializable {
    static Sum add(Sum sum, Sum next) {
      Vectors.add(sum.gradient().values(), next.gradient().values());
      return new Sum(sum.loss() + next.loss(), sum.gradient());
    }
  }

  /** What is computed with an engine that holds the values, on the micro-batches of a task. */
  private interface Pass<R> {
    R over(GradientEngine engine, ModelData root, Range task, List<Range> batches);
  }

  private static <R> R pass(
      Shared<RootModel> model,
      Shared<float[]> values,
      int microBatch,
      Iterator<Range> partition,
      Pass<R> pass) {
    Range task = partition.next();
    RootModel here = model.value();
    return here.use(
        engine -> {
          engine.load(values.value());
          return pass.over(engine, here.root(), task, Batches.of(task, microBatch));
        });
  }

  record Gradient(Shared<RootModel> model, Shared<float[]> values, int microBatch, Slices slices)
      implements PartitionJob.Work<Range, List<Share<Sum>>> {
    @Override
    public List<Share<Sum>> of(Iterator<Range> partition) {
      return pass(model, values, microBatch, partition, this::sums);
    }

    private List<Share<Sum>> sums(
        GradientEngine engine, ModelData root, Range task, List<Range> batches) {
      float[] gradient = new float[engine.layout().parameterCount()];
      double loss = 0;
      for (Range batch : batches) {
        loss += engine.addGradient(root, batch.start(), batch.end(), gradient);
      }
      double all = loss;
      return slices.cut(gradient).stream()
          .map(part -> new Share<>(part.key(), new Sum(all, part.value())))
          .toList();
    }
  }

  record Losses(Shared<RootModel> model, Shared<float[]> values, int microBatch)
      implements PartitionJob.Work<Range, double[]> {
    @Override
    public double[] of(Iterator<Range> partition) {
      return pass(model, values, microBatch, partition, Losses::losses);
    }

    private static double[] losses(
        GradientEngine engine, ModelData root, Range task, List<Range> batches) {
      double[] losses = new double[task.length()];
      for (Range batch : batches) {
        double[] some = engine.losses(root, batch.start(), batch.end());
        System.arraycopy(some, 0, losses, batch.start() - task.start(), some.length);
      }
      return losses;
    }
  }

  record Logits(Shared<RootModel> model, Shared<float[]> values, int microBatch)
      implements PartitionJob.Work<Range, float[]> {
    @Override
    public float[] of(Iterator<Range> partition) {
      return pass(model, values, microBatch, partition, Logits::logits);
    }

    private static float[] logits(
        GradientEngine engine, ModelData root, Range task, List<Range> batches) {
      int classes = engine.layout().classes();
      float[] logits = new float[task.length() * classes];
      for (Range batch : batches) {
        float[] some = engine.outputs(root, batch.start(), batch.end());
        int at = (batch.start() - task.start()) * classes;
        System.arraycopy(some, 0, logits, at, batch.length() * classes);
      }
      return logits;
    }
  }

  record Train(Shared<RootModel> model, Shared<float[]> values, Slices slices)
      implements PartitionJob.Work<LocalTraining, List<Share<Part>>> {
    @Override
    public List<Share<Part>> of(Iterator<LocalTraining> partition) {
      LocalTraining training = partition.next();
      ModelData root = model.value().root();
      return slices.cut(model.value().use(engine -> training.train(engine, values.value(), root)));
    }
  }
}
