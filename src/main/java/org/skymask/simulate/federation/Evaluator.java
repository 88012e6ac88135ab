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
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelVersion;
import org.skymask.simulate.data.Rows;

/** Evaluates models on test data, a task a stretch. */
final class Evaluator implements AutoCloseable {
  private static final int STRETCH = 500;
  private static final int BATCH = 100;

  /** Of the order in which test examples are chosen: the same in all cells. */
  private static final long ORDER = 1;

  private final JavaSparkContext spark;
  private final int examples;
  private final DeviceChoice device;
  private final Shared<LabelledData> plain;
  private final @Nullable Shared<LabelledData> triggered;
  private final int target;

  /**
   * @param trigger null where there is no backdoor to measure
   */
  Evaluator(
      JavaSparkContext spark,
      LabelledData test,
      ModelVersion model,
      @Nullable Trigger trigger,
      DeviceChoice device) {
    this.spark = spark;
    this.examples = test.size();
    this.device = device;
    this.plain = Shared.of(spark, test);
    this.triggered = trigger == null ? null : Shared.of(spark, stamped(test, model, trigger));
    this.target = trigger == null ? -1 : trigger.target();
  }

  private static LabelledData stamped(LabelledData test, ModelVersion model, Trigger trigger) {
    float[] features = test.features().clone();
    for (int i = 0; i < test.size(); i++) {
      trigger.stamp(features, i * test.featureCount(), model.layout());
    }
    return new LabelledData(features, test.labels(), test.featureCount());
  }

  /** Score on {@code count} of the examples, or on all where there are no more. */
  Score of(ModelVersion model, int count) {
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
          new Task(shared, plain, triggered, target, device),
          (stretch, score) -> scores[stretch] = score);
    }
    return Arrays.stream(scores).reduce(Score.NOTHING, Score::and);
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
      Shared<LabelledData> plain,
      @Nullable Shared<LabelledData> triggered,
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
            Score score = clean(engine, Rows.take(plain.value(), rows));
            return triggered == null
                ? score
                : score.and(fooled(engine, Rows.take(triggered.value(), rows)));
          });
    }

    private static Score clean(GradientEngine engine, LabelledData data) {
      double loss = 0;
      int right = 0;
      for (Batch batch : Batch.of(data.size())) {
        int classes = engine.layout().classes();
        float[] logits = engine.outputs(data, batch.from(), batch.to());
        for (int i = 0; i < batch.to() - batch.from(); i++) {
          int label = data.labels()[batch.from() + i];
          loss += CrossEntropy.loss(logits, i * classes, classes, label);
          right += CrossEntropy.predicted(logits, i * classes, classes) == label ? 1 : 0;
        }
      }
      return new Score(data.size(), loss, right, 0, 0);
    }

    private Score fooled(GradientEngine engine, LabelledData data) {
      int asked = 0;
      int fooled = 0;
      for (Batch batch : Batch.of(data.size())) {
        int classes = engine.layout().classes();
        float[] logits = engine.outputs(data, batch.from(), batch.to());
        for (int i = 0; i < batch.to() - batch.from(); i++) {
          if (data.labels()[batch.from() + i] != target) {
            asked++;
            fooled += CrossEntropy.predicted(logits, i * classes, classes) == target ? 1 : 0;
          }
        }
      }
      return new Score(0, 0, 0, asked, fooled);
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
    if (triggered != null) {
      triggered.close();
    }
  }
}
