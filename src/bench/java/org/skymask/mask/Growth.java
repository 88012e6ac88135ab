package org.skymask.mask;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.skymask.TestSpark;
import org.skymask.mask.MaskTraining.DivergedException;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.ModelVersion;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.version.ModelStore;

/**
 * Mask training in one warm JVM over many sizes, for jobs/bench --growth: no JIT compiler and no
 * start of Spark in the figures. Updates are made of noise, so no files of n·D values are needed.
 *
 * <p>Arguments: FOLDER CLIENTS pairs. For each it prints a line of JSON, seconds: {@code epoch} on
 * the whole root dataset; {@code gradient}, the root dataset's gradient alone as an epoch asks for
 * it; {@code mask}, an epoch less its gradient where the root dataset is one example, so that the
 * difference is of small numbers; {@code gram}, the statistics of the masks after the last step.
 */
public final class Growth {
  private static final int WARM_UPS = 3;
  private static final int BLOCK_LENGTH = 16384;
  private static final int MICRO_BATCH = 32;
  private static final int EPOCHS = 20;
  private static final int GRADIENTS = 20;
  private static final int GRAMS = 7;

  private final JavaSparkContext spark;
  private final ModelVersion base;
  private final LabelledData root;
  private final BlockPlan plan;

  private Growth(JavaSparkContext spark, String folder) throws IOException {
    this.spark = spark;
    ModelStore store = new ModelStore(folder + "/models", new Configuration(false));
    this.base = store.read(store.readCommit(0).orElseThrow());
    Path data = new Path(folder, "root.parquet");
    this.root =
        DatasetReader.readLabelled(Storage.of(data, new Configuration(false)), data, base.layout());
    this.plan = new BlockPlan(base.layout(), BLOCK_LENGTH);
  }

  /** Measures each pair, the first of them some times before for the JIT compiler. */
  public static void main(String[] args) throws Exception {
    try (JavaSparkContext spark = TestSpark.local(Runtime.getRuntime().availableProcessors())) {
      for (int i = 0; i < WARM_UPS && args.length > 1; i++) {
        new Growth(spark, args[0]).measure(Integer.parseInt(args[1]));
      }
      for (int i = 0; i + 1 < args.length; i += 2) {
        System.out.println(new Growth(spark, args[i]).measure(Integer.parseInt(args[i + 1])));
      }
    }
  }

  private String measure(int clients) throws DivergedException {
    JavaRDD<UpdateBlock> blocks = blocks(clients + 1);
    LabelledData one =
        new LabelledData(
            Arrays.copyOf(root.features(), root.featureCount()),
            Arrays.copyOf(root.labels(), 1),
            root.featureCount());
    MaskSchedule schedule = new MaskSchedule(EPOCHS, 1e5, 0.5);
    try (RootEvaluator whole = evaluator(root);
        RootEvaluator single = evaluator(one);
        MaskTraining training =
            new MaskTraining(spark, blocks, plan, schedule, clients + 1, DeviceChoice.CPU);
        MaskTraining bare =
            new MaskTraining(spark, blocks, plan, schedule, clients + 1, DeviceChoice.CPU)) {
      double epoch = later(training.train(base.values(), whole, (done, all, loss) -> {}).seconds());
      double gram = median(GRAMS, () -> seconds(training::statistics));
      double gradient = median(GRADIENTS, () -> seconds(() -> whole.gradient(base.values())));
      double little = median(GRADIENTS, () -> seconds(() -> single.gradient(base.values())));
      double small = later(bare.train(base.values(), single, (done, all, loss) -> {}).seconds());
      return String.format(
          Locale.ROOT,
          "{\"clients\": %d, \"parameters\": %d, \"epoch\": %.6f, \"gradient\": %.6f,"
              + " \"mask\": %.6f, \"gram\": %.6f}",
          clients,
          base.layout().parameterCount(),
          epoch,
          gradient,
          small - little,
          gram);
    } finally {
      blocks.unpersist(true);
    }
  }

  private RootEvaluator evaluator(LabelledData data) {
    return new RootEvaluator(
        spark, base.architecture(), base.layout(), data, MICRO_BATCH, DeviceChoice.CPU);
  }

  private JavaRDD<UpdateBlock> blocks(int rows) {
    List<Range> ranges =
        IntStream.range(0, plan.blocks()).filter(plan::isTrainable).mapToObj(plan::range).toList();
    JavaRDD<UpdateBlock> blocks =
        spark
            .parallelize(ranges, spark.defaultParallelism())
            .map(range -> noise(range, rows))
            .persist(StorageLevel.MEMORY_AND_DISK());
    blocks.count();
    return blocks;
  }

  /** Deltas alike in all rows up to noise, so that the root loss stays a number. */
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

  private static double seconds(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Median of the later half. */
  private static double later(List<Double> seconds) {
    return middle(seconds.subList(seconds.size() / 2, seconds.size()));
  }

  private static double median(int times, DoubleSupplier measured) {
    return later(IntStream.range(0, times).mapToObj(i -> measured.getAsDouble()).toList());
  }

  private static double middle(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
