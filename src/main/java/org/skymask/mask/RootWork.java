package org.skymask.mask;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.LocalTraining;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.kernel.Vectors;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;

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

  record Gradient(Shared<RootModel> model, Shared<float[]> values, int microBatch, Slices slices)
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
                for (Range batch : Batches.of(task, microBatch)) {
                  loss += engine.addGradient(root, batch.start(), batch.end(), gradient);
                }
                return sums(loss, gradient);
              });
    }

    private List<Share<Sum>> sums(double loss, float[] gradient) {
      return slices.cut(gradient).stream()
          .map(part -> new Share<>(part.key(), new Sum(loss, part.value())))
          .toList();
    }
  }

  record Losses(Shared<RootModel> model, Shared<float[]> values, int microBatch)
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
                for (Range batch : Batches.of(task, microBatch)) {
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

  record Logits(Shared<RootModel> model, Shared<float[]> values, int microBatch)
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
                for (Range batch : Batches.of(task, microBatch)) {
                  float[] some = engine.logits(root, batch.start(), batch.end());
                  int at = (batch.start() - task.start()) * classes;
                  System.arraycopy(some, 0, logits, at, batch.length() * classes);
                }
                return logits;
              });
    }
  }

  record Train(Shared<RootModel> model, Shared<float[]> values, Slices slices)
      implements PartitionJob.Work<LocalTraining, List<Share<Part>>> {
    @Override
    public List<Share<Part>> of(Iterator<LocalTraining> partition) {
      LocalTraining training = partition.next();
      LabelledData root = model.value().root();
      return slices.cut(model.value().use(engine -> training.train(engine, values.value(), root)));
    }
  }
}
