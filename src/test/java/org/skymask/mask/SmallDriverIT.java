package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
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
import org.skymask.engine.dl4j.Dl4jInitializer.InitialModel;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.MaskStatistics;

/**
 * The driver's memory is O(D + n²): masks are trained and counted by a driver whose heap the deltas
 * alone would not fit, let alone deltas and masks.
 */
class SmallDriverIT {
  private static final int CLIENTS = 180;
  private static final int FEATURES = 784;
  private static final int WIDTH = 1000;

  @Test
  void trainsMoreThanItCouldHold(@TempDir Path home) throws Exception {
    String log = DriverProcess.run("512m", home, SmallDriverIT.class, List.of());
    String told = log.lines().filter(line -> line.startsWith("told ")).findFirst().orElseThrow();
    String[] figures = told.split(" ");
    long deltas = Long.parseLong(figures[1]);
    long heap = Long.parseLong(figures[2]);
    assertThat(deltas).isGreaterThan(heap);
    assertThat(Integer.parseInt(figures[3])).isEqualTo(CLIENTS);
    assertThat(Double.parseDouble(figures[4])).isBetween(0.0, 1.0);
  }

  private static Architecture perceptron() {
    String json =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nOut(WIDTH).activation(Activation.RELU).build())
            .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.feedForward(FEATURES))
            .build()
            .toJson();
    return new Architecture("architecture.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static LabelledData images() {
    Random random = new Random(1);
    float[] features = new float[20 * FEATURES];
    for (int j = 0; j < features.length; j++) {
      features[j] = random.nextFloat();
    }
    return new LabelledData(features, IntStream.range(0, 20).map(i -> i % 10).toArray(), FEATURES);
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

  /** The driver. */
  public static void main(String[] arguments) throws Exception {
    Architecture architecture = perceptron();
    InitialModel model = Dl4jInitializer.initialize(architecture, 1);
    BlockPlan plan = new BlockPlan(model.layout(), 16384);
    Map<String, String> conf =
        Map.of(
            "spark.executor.memory",
            "2g",
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path"));
    try (JavaSparkContext spark = TestSpark.open("local-cluster[1,2,2048]", conf);
        RootEvaluator root =
            new RootEvaluator(
                spark, architecture, model.layout(), images(), 10, DeviceChoice.CPU)) {
      List<Range> ranges = IntStream.range(0, plan.blocks()).mapToObj(plan::range).toList();
      JavaRDD<UpdateBlock> blocks =
          spark
              .parallelize(ranges, ranges.size())
              .map(SmallDriverIT::block)
              .persist(StorageLevel.MEMORY_AND_DISK());
      try (MaskTraining training =
          new MaskTraining(
              spark, blocks, plan, new MaskSchedule(3, 1e5, 0.5), CLIENTS + 1, DeviceChoice.CPU)) {
        training.train(model.values(), root, (epoch, epochs, loss) -> {});
        MaskStatistics masks = training.statistics();
        long deltas = (long) Float.BYTES * CLIENTS * model.layout().parameterCount();
        System.out.println(
            "told "
                + deltas
                + " "
                + Runtime.getRuntime().maxMemory()
                + " "
                + masks.clients()
                + " "
                + masks.density(0));
      }
    }
  }
}
