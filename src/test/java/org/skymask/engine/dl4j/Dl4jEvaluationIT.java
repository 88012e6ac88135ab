package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.engine.Device;
import org.skymask.engine.Dl4jTwin;
import org.skymask.engine.EngineException;
import org.skymask.engine.Fixture;
import org.skymask.engine.TestVectors;
import org.skymask.engine.dl4j.Dl4jEvaluation.Result;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

class Dl4jEvaluationIT {
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[3]")
                .setAppName("Dl4jEvaluationIT")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @CsvSource({"mlp,stack", "cnn,stack", "norm,stack", "cnn,graph", "norm,graph"})
  void countsWhatTheEngineAndPyTorchGive(String name, String kind) {
    Fixture fixture = Fixture.read(name);
    Dl4jTwin twin = Dl4jTwin.of(name);
    boolean graph = kind.equals("graph");
    Architecture architecture = graph ? twin.graph() : twin.stack();
    Layout layout = twin.layout(architecture);
    float[] values =
        TestVectors.onAxis(
            layout,
            twin.convert(graph ? "layer" : "", fixture, fixture.values()),
            layout.valueCount());
    Result result = evaluate(chunks(fixture.data(), 3, 7), architecture, layout, values);
    assertThat(result.examples()).isEqualTo(12);
    assertThat(result.loss()).isCloseTo(fixture.loss() / 12, within(1e-5));
    assertThat(result.confusion()).isDeepEqualTo(confusion(fixture));
  }

  /** Many tasks at once, more of them than cores, and a partition without examples. */
  @Test
  void everyExampleCountsOnceForAnyPartitions() {
    Fixture fixture = Fixture.read("mlp");
    Dl4jTwin twin = Dl4jTwin.of("mlp");
    Layout layout = twin.layout(twin.stack());
    float[] values =
        TestVectors.onAxis(
            layout, twin.convert("", fixture, fixture.values()), layout.valueCount());
    for (int partitions : new int[] {1, 2, 12, 20}) {
      JavaRDD<LabelledData> data = chunks(fixture.data(), 1, partitions);
      Result result = evaluate(data, twin.stack(), layout, values);
      assertThat(result.examples()).isEqualTo(12);
      assertThat(result.loss()).isCloseTo(fixture.loss() / 12, within(1e-5));
      assertThat(evaluate(data, twin.stack(), layout, values).loss()).isEqualTo(result.loss());
    }
  }

  /** A file of examples is one chunk, of whatever size. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 129, 192, 300, 320})
  void evaluatesChunksOfAnySize(int examples) {
    Fixture fixture = Fixture.read("mlp");
    Dl4jTwin twin = Dl4jTwin.of("mlp");
    Layout layout = twin.layout(twin.stack());
    float[] values =
        TestVectors.onAxis(
            layout, twin.convert("", fixture, fixture.values()), layout.valueCount());
    LabelledData data = repeated(fixture.data(), examples);
    Result whole = evaluate(spark.parallelize(List.of(data), 1), twin.stack(), layout, values);
    assertThat(whole.examples()).isEqualTo(examples);
    Result apart = evaluate(chunks(data, 1, 1), twin.stack(), layout, values);
    assertThat(whole.confusion()).isDeepEqualTo(apart.confusion());
    assertThat(whole.loss()).isCloseTo(apart.loss(), within(1e-6));
  }

  /** The first examples, again and again. */
  private static LabelledData repeated(LabelledData data, int examples) {
    int count = data.featureCount();
    float[] features = new float[examples * count];
    int[] labels = new int[examples];
    for (int i = 0; i < examples; i++) {
      int from = i % data.size();
      labels[i] = data.labels()[from];
      System.arraycopy(data.features(), from * count, features, i * count, count);
    }
    return new LabelledData(features, labels, count);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Fixture fixture = Fixture.read("mlp");
    Dl4jTwin twin = Dl4jTwin.of("mlp");
    Layout layout = twin.layout(twin.stack());
    float[] values = new float[layout.valueCount()];
    JavaRDD<LabelledData> data = chunks(fixture.data(), 4, 2);
    assertThatThrownBy(() -> evaluate(data, Dl4jTwin.of("cnn").stack(), layout, values))
        .isInstanceOf(EngineException.class);
    assertThatThrownBy(
            () -> evaluate(spark.parallelize(List.of(), 2), twin.stack(), layout, values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no example");
    LabelledData wrong = new LabelledData(new float[7], new int[] {4}, 7);
    assertThatThrownBy(
            () -> evaluate(spark.parallelize(List.of(wrong)), twin.stack(), layout, values))
        .hasMessageContaining("label 4, expected 0 to 3");
  }

  private static Result evaluate(
      JavaRDD<LabelledData> data, Architecture architecture, Layout layout, float[] values) {
    return Dl4jEvaluation.evaluate(spark, data, architecture, layout, values, () -> Device.CPU);
  }

  /** A build for processors says so, on the driver and in tasks, and does not go on without. */
  @Test
  void aCardThatIsAskedForIsNotLeftOut() {
    Dl4jTwin twin = Dl4jTwin.of("mlp");
    Layout layout = twin.layout(twin.stack());
    JavaRDD<LabelledData> data = chunks(Fixture.read("mlp").data(), 4, 2);
    float[] values = new float[layout.valueCount()];
    Function0<Device> card = () -> Device.cuda(0);
    Function0<Device> inTasks = () -> TaskContext.get() == null ? Device.CPU : Device.cuda(1);
    assertThatThrownBy(
            () -> Dl4jEvaluation.evaluate(spark, data, twin.stack(), layout, values, card))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("cuda:0", "-Pcuda");
    assertThatThrownBy(
            () -> Dl4jEvaluation.evaluate(spark, data, twin.stack(), layout, values, inTasks))
        .isInstanceOf(SparkException.class)
        .hasMessageContainingAll("cuda:1", "-Pcuda");
  }

  private static JavaRDD<LabelledData> chunks(LabelledData data, int size, int partitions) {
    List<LabelledData> chunks = new ArrayList<>();
    for (int from = 0; from < data.size(); from += size) {
      int to = Math.min(from + size, data.size());
      int count = data.featureCount();
      chunks.add(
          new LabelledData(
              Arrays.copyOfRange(data.features(), from * count, to * count),
              Arrays.copyOfRange(data.labels(), from, to),
              count));
    }
    return spark.parallelize(chunks, partitions);
  }

  private static long[][] confusion(Fixture fixture) {
    long[][] counts = new long[4][4];
    for (int i = 0; i < 12; i++) {
      int best = 0;
      for (int c = 1; c < 4; c++) {
        if (fixture.logits()[i * 4 + c] > fixture.logits()[i * 4 + best]) {
          best = c;
        }
      }
      counts[fixture.data().labels()[i]][best]++;
    }
    return counts;
  }
}
