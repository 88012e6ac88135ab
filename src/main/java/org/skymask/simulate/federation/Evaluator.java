package org.skymask.simulate.federation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Trigger;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.EnginePool;
import org.skymask.engine.GradientEngine;
import org.skymask.mask.DeviceChoice;
import org.skymask.mask.Shared;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelVersion;

/** Evaluates models on test data, a task a stretch. */
final class Evaluator implements AutoCloseable {
  private static final int STRETCH = 500;
  private static final int BATCH = 100;

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

  /** Score on the first {@code count} examples. */
  Score of(ModelVersion model, int count) {
    int most = Math.min(count, examples);
    List<Integer> starts =
        IntStream.iterate(0, from -> from < most, from -> from + STRETCH).boxed().toList();
    try (Shared<ModelVersion> shared = Shared.of(spark, model)) {
      Task task = new Task(shared, plain, triggered, target, device, most);
      return spark.parallelize(starts, starts.size()).map(task::run).collect().stream()
          .reduce(Score.NOTHING, Score::and);
    }
  }

  private record Task(
      Shared<ModelVersion> model,
      Shared<LabelledData> plain,
      @Nullable Shared<LabelledData> triggered,
      int target,
      DeviceChoice device,
      int count)
      implements Serializable {

    Score run(int from) {
      ModelVersion version = model.value();
      int to = Math.min(count, from + STRETCH);
      return EnginePool.use(
          version.architecture(),
          version.layout(),
          device.ofTask(),
          engine -> {
            engine.load(version.values());
            Score score = clean(engine, plain.value(), from, to);
            return triggered == null
                ? score
                : score.and(fooled(engine, triggered.value(), from, to));
          });
    }

    private static Score clean(GradientEngine engine, LabelledData data, int from, int to) {
      double loss = 0;
      int right = 0;
      for (Batch batch : Batch.of(from, to)) {
        int classes = engine.layout().classes();
        float[] logits = engine.logits(data, batch.from(), batch.to());
        for (int i = 0; i < batch.to() - batch.from(); i++) {
          int label = data.labels()[batch.from() + i];
          loss += CrossEntropy.loss(logits, i * classes, classes, label);
          right += CrossEntropy.predicted(logits, i * classes, classes) == label ? 1 : 0;
        }
      }
      return new Score(to - from, loss, right, 0, 0);
    }

    private Score fooled(GradientEngine engine, LabelledData data, int from, int to) {
      int asked = 0;
      int fooled = 0;
      for (Batch batch : Batch.of(from, to)) {
        int classes = engine.layout().classes();
        float[] logits = engine.logits(data, batch.from(), batch.to());
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
    static List<Batch> of(int from, int to) {
      List<Batch> batches = new ArrayList<>();
      for (int at = from; at < to; at += BATCH) {
        batches.add(new Batch(at, Math.min(to, at + BATCH)));
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
