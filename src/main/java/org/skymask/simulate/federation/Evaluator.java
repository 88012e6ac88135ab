package org.skymask.simulate.federation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Trigger;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.EnginePool;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.Inference;
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.model.Signature;
import org.skymask.round.evaluate.EvaluationMeasures;

/** Evaluates models on test data, a task a stretch. */
final class Evaluator implements AutoCloseable {
  private static final int STRETCH = 500;
  private static final int BATCH = 100;

  /** Of the order in which test examples are chosen: the same in all cells. */
  private static final long ORDER = 1;

  private final JavaSparkContext spark;
  private final int examples;
  private final DeviceChoice device;
  private final Score nothing;
  private final Shared<ModelData> plain;
  private final @Nullable Trigger trigger;
  private final int target;
  private @Nullable Shared<ModelData> triggered;

  /**
   * @param trigger null where there is no backdoor to measure
   */
  Evaluator(
      JavaSparkContext spark,
      ModelData test,
      ModelVersion model,
      @Nullable Trigger trigger,
      DeviceChoice device) {
    this.spark = spark;
    this.examples = test.size();
    this.device = device;
    this.plain = Shared.of(spark, test);
    this.nothing = Score.nothing(model.layout().signature(), test);
    this.trigger = trigger;
    this.target = trigger == null ? -1 : trigger.target();
    this.triggered = trigger == null ? null : stamped(trigger, model.layout());
  }

  private Shared<ModelData> stamped(Trigger pattern, Layout layout) {
    return Shared.of(spark, pattern.stamped(plain.value(), layout));
  }

  /** Score on {@code count} of the examples, or on all where there are no more; NaN on none. */
  Score of(ModelVersion model, int count) {
    if (count == 0) {
      return nothing;
    }
    if (trigger != null && trigger.changes()) {
      close(triggered);
      triggered = stamped(trigger, model.layout());
    }
    int[] rows = chosen(examples, count);
    List<int[]> stretches = new ArrayList<>();
    for (int from = 0; from < rows.length; from += STRETCH) {
      stretches.add(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + STRETCH)));
    }
    Score[] scores = new Score[stretches.size()];
    try (Shared<ModelVersion> shared = Shared.of(spark, model)) {
      PartitionJob.run(
          spark,
          spark.parallelize(stretches, stretches.size()),
          new Task(shared, nothing, plain, triggered, target, device),
          (stretch, score) -> scores[stretch] = score);
    }
    return Arrays.stream(scores).reduce(nothing, Score::and);
  }

  /** Rows of a test file, ascending. A file may be sorted by label: its first rows say little. */
  static int[] chosen(int examples, int count) {
    int[] order = Population.order(examples, Seeds.random(ORDER, "test"));
    int[] rows = Arrays.copyOf(order, Math.min(count, examples));
    Arrays.sort(rows);
    return rows;
  }

  private record Task(
      Shared<ModelVersion> model,
      Score nothing,
      Shared<ModelData> plain,
      @Nullable Shared<ModelData> triggered,
      int target,
      DeviceChoice device)
      implements PartitionJob.Work<int[], Score> {

    @Override
    public Score of(Iterator<int[]> partition) {
      int[] rows = partition.next();
      ModelVersion version = model.value();
      return EnginePool.use(
          version.architecture(),
          version.layout(),
          device.ofTask(),
          engine -> {
            engine.load(version.values());
            Score score = clean(engine, plain.value().take(rows));
            return triggered == null ? score : fooled(engine, triggered.value().take(rows), score);
          });
    }

    private Score clean(GradientEngine engine, ModelData data) {
      Signature signature = engine.layout().signature();
      EvaluationMeasures measures = nothing.measures();
      double loss = 0;
      for (Batch batch : Batch.of(data.size())) {
        Inference inference = engine.infer(data, batch.from(), batch.to());
        for (double each : inference.losses()) {
          loss += each;
        }
        measures =
            measures.and(
                EvaluationMeasures.of(
                    signature, inference.outputs(), data.target(batch.from(), batch.to())));
      }
      return new Score(data.size(), loss, signature.loss(), measures, 0, 0);
    }

    private Score fooled(GradientEngine engine, ModelData data, Score clean) {
      long[] labels = ((Longs) data.target()).values();
      int asked = 0;
      int fooled = 0;
      for (Batch batch : Batch.of(data.size())) {
        int classes = engine.layout().classes();
        float[] logits = engine.outputs(data, batch.from(), batch.to());
        for (int i = 0; i < batch.to() - batch.from(); i++) {
          if (labels[batch.from() + i] != target) {
            asked++;
            fooled += CrossEntropy.predicted(logits, i * classes, classes) == target ? 1 : 0;
          }
        }
      }
      return clean.withTriggered(asked, fooled);
    }
  }

  private record Batch(int from, int to) {
    static List<Batch> of(int size) {
      List<Batch> batches = new ArrayList<>();
      for (int at = 0; at < size; at += BATCH) {
        batches.add(new Batch(at, Math.min(size, at + BATCH)));
      }
      return batches;
    }
  }

  @Override
  public void close() {
    plain.close();
    close(triggered);
  }

  private static void close(@Nullable Shared<ModelData> shared) {
    if (shared != null) {
      shared.close();
    }
  }
}
