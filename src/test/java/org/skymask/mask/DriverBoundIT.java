package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.skymask.DriverProcess;
import org.skymask.TestSpark;
import org.skymask.engine.dl4j.Dl4jInitializer;
import org.skymask.job.KeyedSums;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.KeyedSums.Sums;
import org.skymask.job.PartitionJob;
import org.skymask.job.SlicedSums;
import org.skymask.kernel.DotProducts;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;
import org.skymask.model.TensorSpec;

/**
 * What the driver of a cluster receives does not grow with the number of partitions, and stays
 * below what Spark lets it take: on executors that are processes of their own.
 */
class DriverBoundIT {
  private static final int CLIENTS = 500;
  private static final int LAYERS = 41;

  /** As many as 500 updates of ResNet-18 have. */
  private static final int PARTITIONS = 167;

  private static final int LAYER_VALUES = 330;
  private static final long TASK_OVERHEAD = 8192;

  /** For events to arrive, however slow the machine is. */
  private static final long WAIT_MILLIS = 600_000;

  /** What tasks have sent to the driver. */
  private static final class Received extends SparkListener {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      bytes.addAndGet(end.taskMetrics().resultSize());
      tasks.incrementAndGet();
    }

    /** Less what every task sends along. */
    long net() {
      return bytes.get() - TASK_OVERHEAD * tasks.get();
    }
  }

  private static JavaSparkContext cluster(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("spark.executor.memory", "1g");
    all.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    return TestSpark.open("local-cluster[2,1,1024]", all);
  }

  private static Received watch(JavaSparkContext spark) {
    Received received = new Received();
    spark.sc().addSparkListener(received);
    return received;
  }

  private static Layout layers() {
    return new Layout(
        List.of(1),
        2,
        IntStream.range(0, LAYERS)
            .mapToObj(i -> new TensorSpec("l" + i + ".weight", List.of(LAYER_VALUES), true))
            .toList());
  }

  private static UpdateBlock block(Range range) {
    Random random = new Random(range.start());
    float[][] deltas = new float[CLIENTS + 1][range.length()];
    for (float[] row : deltas) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextFloat() - 0.5f;
      }
    }
    return new UpdateBlock(range.start(), true, deltas);
  }

  private static MaskStatistics statistics(JavaSparkContext spark, BlockPlan plan, int partitions) {
    List<Range> ranges = IntStream.range(0, plan.blocks()).mapToObj(plan::range).toList();
    JavaRDD<UpdateBlock> blocks = spark.parallelize(ranges, partitions).map(DriverBoundIT::block);
    MaskSchedule schedule = new MaskSchedule(0, 1e5, 0.5);
    try (MaskTraining training =
        new MaskTraining(spark, blocks, plan, schedule, CLIENTS + 1, DeviceChoice.CPU)) {
      return training.statistics();
    }
  }

  private record Products() implements PartitionJob.Work<Integer, DotProducts> {
    static final double[] NORMS = new double[CLIENTS];

    static {
      Arrays.fill(NORMS, 100);
    }

    @Override
    public DotProducts of(Iterator<Integer> partition) {
      DotProducts products = new DotProducts(NORMS);
      partition.forEachRemaining(
          seed -> {
            float[][] rows = new float[CLIENTS][1];
            for (int i = 0; i < CLIENTS; i++) {
              rows[i][0] = (float) Math.sin(seed + i);
            }
            products.add(rows);
          });
      return products;
    }
  }

  private static double[][] products(JavaSparkContext spark) {
    DotProducts total = new DotProducts(Products.NORMS);
    List<Integer> seeds = IntStream.range(0, PARTITIONS).boxed().toList();
    SlicedSums.run(spark, spark.parallelize(seeds, PARTITIONS), new Products(), total, 1 << 14);
    return total.matrix();
  }

  @Test
  void gramMatricesOfFiveHundredClientsAndFortyOneLayers(@TempDir Path home) throws Exception {
    DriverProcess.run("2g", home, DriverBoundIT.class, List.of("grams"));
  }

  @Test
  void gradientsAreAddedByExecutorsToTheSameBits(@TempDir Path home) throws Exception {
    DriverProcess.run("2g", home, DriverBoundIT.class, List.of("gradients"));
  }

  /** The driver. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("grams")) {
      grams();
    } else {
      gradients();
    }
  }

  /** By each partition 41 triangles of 501 rows: 3.2 GiB, where Spark allows one. */
  private static void grams() throws Exception {
    BlockPlan plan = new BlockPlan(layers(), 80);
    MaskStatistics here;
    double[][] productsHere;
    try (JavaSparkContext spark = TestSpark.local(2)) {
      here = statistics(spark, plan, 5);
      productsHere = products(spark);
    }
    try (JavaSparkContext spark = cluster(Map.of())) {
      Received received = watch(spark);
      MaskStatistics there = statistics(spark, plan, PARTITIONS);
      // Millions of numbers: not one by one through assertions.
      assertThat(Arrays.deepEquals(there.grams(), here.grams())).isTrue();
      assertThat(Arrays.deepEquals(there.softMeans(), here.softMeans())).isTrue();
      assertThat(Arrays.deepEquals(products(spark), productsHere)).isTrue();
      spark.sc().listenerBus().waitUntilEmpty(WAIT_MILLIS);
      long triangles = 4L * LAYERS * (CLIENTS + 1) * (CLIENTS + 2) / 2;
      long soft = 8L * (CLIENTS + 1) * (plan.blocks() + LAYERS);
      assertThat(StatisticsSum.sums(plan, CLIENTS + 1).bytes()).isEqualTo(triangles + soft);
      long products = 8L * CLIENTS * (CLIENTS + 1) / 2;
      assertThat(received.net())
          .isLessThan(triangles + soft + products)
          .isGreaterThan((triangles + products) / 2);
    }
  }

  private static Architecture perceptron() {
    String json =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nOut(1000).activation(Activation.RELU).build())
            .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.feedForward(3000))
            .build()
            .toJson();
    return new Architecture("architecture.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static LabelledData examples() {
    Random random = new Random(1);
    float[] features = new float[32 * 3000];
    for (int j = 0; j < features.length; j++) {
      features[j] = random.nextFloat();
    }
    return new LabelledData(features, IntStream.range(0, 32).map(i -> i % 10).toArray(), 3000);
  }

  private static RootEvaluator.LossAndGradient gradient(
      JavaSparkContext spark, Architecture architecture, Layout layout, float[] values) {
    try (RootEvaluator root =
        new RootEvaluator(spark, architecture, layout, examples(), 2, DeviceChoice.CPU)) {
      return root.gradient(values);
    }
  }

  /** Sixteen gradients of 12 MB, where the driver may take 64 MiB: as 30 million to 1 GiB. */
  private static void gradients() throws Exception {
    Architecture architecture = perceptron();
    Dl4jInitializer.InitialModel model = Dl4jInitializer.initialize(architecture, 1);
    RootEvaluator.LossAndGradient here;
    try (JavaSparkContext spark = TestSpark.local(2)) {
      here = gradient(spark, architecture, model.layout(), model.values());
    }
    try (JavaSparkContext spark = cluster(Map.of("spark.driver.maxResultSize", "64m"))) {
      Received received = watch(spark);
      RootEvaluator.LossAndGradient there =
          gradient(spark, architecture, model.layout(), model.values());
      assertThat(there.loss()).isEqualTo(here.loss());
      assertThat(Arrays.equals(there.gradient(), here.gradient())).isTrue();
      spark.sc().listenerBus().waitUntilEmpty(WAIT_MILLIS);
      long bytes = 4L * model.layout().parameterCount();
      assertThat(received.net()).isBetween(bytes / 2, bytes);
      inSeveralJobs(spark);
    }
  }

  private static final float[] SCALES = {1e-3f, 1, 1e3f, 1e-2f, 1e6f, 0.1f};

  private record Ramp(int slices, int length)
      implements PartitionJob.Work<Integer, List<Share<float[]>>> {
    @Override
    public List<Share<float[]>> of(Iterator<Integer> partition) {
      int seed = partition.next();
      List<Share<float[]>> shares = new ArrayList<>();
      for (int key = 0; key < slices; key++) {
        float[] values = new float[length];
        for (int j = 0; j < length; j++) {
          values[j] = term(seed, key * length + j);
        }
        shares.add(new Share<>(key, values));
      }
      return shares;
    }

    /** Of sizes whose sum depends on their order. */
    static float term(int seed, int position) {
      return (seed * 31 + position) % 1000 * SCALES[(seed * 7 + position) % SCALES.length];
    }
  }

  private static float[] add(float[] sum, float[] next) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += next[j];
    }
    return sum;
  }

  /** Sums that are more together than the driver takes at once come job by job. */
  private static void inSeveralJobs(JavaSparkContext spark) {
    int slices = 10;
    int length = 1 << 20;
    Ramp ramp = new Ramp(slices, length);
    List<Integer> seeds = IntStream.range(0, 5).boxed().toList();
    float[] sums = new float[slices * length];
    KeyedSums.run(
        spark,
        spark.parallelize(seeds, 5),
        ramp,
        new Sums<>(DriverBoundIT::add, slices, 4L * sums.length, true),
        (key, found) -> System.arraycopy(found, 0, sums, key * length, length));
    for (int position = 0; position < sums.length; position += 1009) {
      float sum = Ramp.term(0, position);
      for (int seed = 1; seed < 5; seed++) {
        sum += Ramp.term(seed, position);
      }
      assertThat(sums[position]).isEqualTo(sum);
    }
  }
}
