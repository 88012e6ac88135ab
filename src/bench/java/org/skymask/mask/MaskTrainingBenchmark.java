package org.skymask.mask;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skymask.TestSpark;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.ModelVersion;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.version.ModelStore;

/**
 * Mask training in a warm JVM on embedded Spark, with updates made of noise; and the model's own
 * pass on the root dataset in the same JVM. {@code -p folder=} is one that src/bench/generate.py
 * has written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx12g", "-XX:+UseParallelGC", "@jobs/lib/java.options"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init")
public class MaskTrainingBenchmark {
  private static final int EPOCHS = 20;

  @Param("target/bench/cnn-100")
  String folder;

  @Param("100")
  int clients;

  @Param("16384")
  int blockLength;

  @Param("32")
  int microBatch;

  private JavaSparkContext spark;
  private ModelVersion base;
  private RootEvaluator root;
  private BlockPlan plan;
  private JavaRDD<UpdateBlock> blocks;

  @Setup
  public void open() throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    spark = TestSpark.local(cores);
    ModelStore store = new ModelStore(folder + "/models", new Configuration(false));
    base = store.read(store.readCommit(0).orElseThrow());
    Path data = new Path(folder, "root.parquet");
    LabelledData examples =
        DatasetReader.readLabelled(Storage.of(data, new Configuration(false)), data, base.layout());
    root =
        new RootEvaluator(
            spark, base.architecture(), base.layout(), examples, microBatch, DeviceChoice.CPU);
    plan = new BlockPlan(base.layout(), blockLength);
    int rows = clients + 1;
    List<Range> ranges =
        IntStream.range(0, plan.blocks()).filter(plan::isTrainable).mapToObj(plan::range).toList();
    blocks =
        spark
            .parallelize(ranges, cores)
            .map(range -> noise(range, rows))
            .persist(StorageLevel.MEMORY_AND_DISK());
    blocks.count();
  }

  private static UpdateBlock noise(Range range, int rows) {
    Random random = new Random(range.start());
    float[][] deltas = new float[rows][range.length()];
    for (float[] row : deltas) {
      for (int j = 0; j < row.length; j++) {
        row[j] = 0.01f * (random.nextFloat() - 0.5f);
      }
    }
    return new UpdateBlock(range.start(), true, deltas);
  }

  @TearDown
  public void close() {
    root.close();
    spark.close();
  }

  /** All epochs; divide by {@value #EPOCHS} for one. */
  @Benchmark
  public Object training() throws Exception {
    try (MaskTraining training =
        new MaskTraining(
            spark,
            blocks,
            plan,
            new MaskSchedule(EPOCHS, 1e5, 0.5),
            clients + 1,
            DeviceChoice.CPU)) {
      return training.train(base.values(), root, (epoch, epochs, loss) -> {});
    }
  }

  /** The gradient on the root dataset at one point, as an epoch asks for it. */
  @Benchmark
  public Object gradient() {
    return root.gradient(base.values());
  }
}
