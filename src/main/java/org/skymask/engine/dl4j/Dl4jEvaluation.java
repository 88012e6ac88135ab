package org.skymask.engine.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * Distributed evaluation of a DL4J model, by dl4j-spark where there is one for Spark's Scala (see
 * {@code EvaluationTasks}, of which each Spark has its own). With it the only class of the engines
 * that uses Spark.
 */
public final class Dl4jEvaluation {
  private static final int BATCH = 64;

  private Dl4jEvaluation() {}

  /**
   * What was counted.
   *
   * @param examples how many were counted
   * @param loss mean cross-entropy
   * @param confusion [true class][predicted class] counts
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(long examples, double loss, long[][] confusion) {}

  /**
   * Evaluates on every example; each partition must fit in memory.
   *
   * @param data the examples in chunks of any size, in the layout's input shape
   * @param values [layout.valueCount()] on the value axis
   * @param device of the thread that asks: the network is built by the driver and run by tasks
   * @throws EngineException when the architecture does not fit the layout, or cannot be run on the
   *     driver's device; tasks fail with it for theirs
   * @throws IllegalArgumentException when there is no example
   */
  public static Result evaluate(
      JavaSparkContext spark,
      JavaRDD<LabelledData> data,
      Architecture architecture,
      Layout layout,
      float[] values,
      Function0<Device> device) {
    Dl4jEngine.open(architecture, layout, of(device)).close();
    JavaRDD<DataSet> examples = data.mapPartitions(chunks -> dataSets(chunks, layout, of(device)));
    LoadedNetwork network = new LoadedNetwork(architecture, layout, values);
    LogitEvaluation empty = new LogitEvaluation(layout.classes());
    LogitEvaluation sums = EvaluationTasks.run(spark, network, examples, empty, BATCH);
    if (sums == null) {
      throw new IllegalArgumentException("the evaluation has no example, expected at least one");
    }
    long count = Arrays.stream(sums.confusion()).flatMapToLong(LongStream::of).sum();
    return new Result(count, sums.loss() / count, sums.confusion());
  }

  private static Device of(Function0<Device> device) {
    try {
      return device.call();
    } catch (EngineException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException("the device is not known", e);
    }
  }

  /** Reads the partition at once: DL4J takes the data sets from a thread that is not Spark's. */
  private static Iterator<DataSet> dataSets(
      Iterator<LabelledData> chunks, Layout layout, Device device) {
    Dl4jDevices.use(device);
    Dl4jRuntime.oneThread();
    List<LabelledData> all = new ArrayList<>();
    chunks.forEachRemaining(all::add);
    return all.stream()
        .flatMap(Dl4jEvaluation::cut)
        .map(batch -> dataSet(batch, layout))
        .iterator();
  }

  /**
   * None larger than a batch: DL4J cuts what is larger by taking parts of parts, for which ND4J
   * gives it an empty one from the third batch on.
   */
  private static Stream<LabelledData> cut(LabelledData chunk) {
    return IntStream.iterate(0, from -> from < chunk.size(), from -> from + BATCH)
        .mapToObj(from -> chunk.between(from, Math.min(chunk.size(), from + BATCH)));
  }

  private static DataSet dataSet(LabelledData chunk, Layout layout) {
    float[] labels = new float[chunk.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = chunk.labels()[i];
      if (labels[i] < 0 || labels[i] >= layout.classes()) {
        throw new IllegalArgumentException(
            "label " + chunk.labels()[i] + ", expected 0 to " + (layout.classes() - 1));
      }
    }
    long[] shape = Tensors.batchShape(chunk.size(), layout.input());
    INDArray features = Nd4j.create(chunk.features(), shape, 'c');
    return new DataSet(features, Nd4j.create(labels, new long[] {labels.length, 1}, 'c'));
  }
}
