package org.skymask.simulate.federation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.attack.Poison;
import org.skymask.engine.LocalTraining;
import org.skymask.job.Shared;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.simulate.federation.ClientTraining.Work;
import org.skymask.storage.Storage;

/**
 * Times the training of simulated clients: {@code ARCHITECTURE CORES CLIENTS EXAMPLES BATCH RUNS},
 * and prints a line of seconds a run. Values of data and model do not matter for that.
 */
public final class TrainingMeasure {
  private TrainingMeasure() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int cores = Integer.parseInt(arguments[1]);
    int clients = Integer.parseInt(arguments[2]);
    int examples = Integer.parseInt(arguments[3]);
    int batch = Integer.parseInt(arguments[4]);
    int runs = Integer.parseInt(arguments[5]);
    ModelVersion model = model(arguments[0]);
    SparkConf conf =
        new SparkConf()
            .setMaster("local[" + cores + "]")
            .setAppName("training")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf);
        Shared<ModelData> pool = Shared.of(spark, data(model.layout(), clients * examples))) {
      ClientTraining training =
          new ClientTraining(spark, pool, new LocalTraining(1, batch, 0.01), DeviceChoice.CPU);
      UploadWriter writer = new UploadWriter("none", "none", 1, "none", model.layout());
      training.train(model, work(clients, examples), writer);
      for (int run = 0; run < runs; run++) {
        long begun = System.nanoTime();
        training.train(model, work(clients, examples), writer);
        System.out.println((System.nanoTime() - begun) / 1e9);
      }
    }
  }

  private static ModelVersion model(String name) throws IOException {
    Configuration hadoop = new Configuration(false);
    ModelSource source = ModelSource.of(name, hadoop);
    Path file = new Path(source.from(), "architecture.pt");
    Architecture architecture =
        new Architecture("architecture.pt", Storage.read(Storage.of(file, hadoop), file));
    float[] values = new float[source.layout().valueCount()];
    SplittableRandom random = new SplittableRandom(1);
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (0.05 * random.nextGaussian());
    }
    return new ModelVersion("bench", 0, "none", source.layout(), architecture, values);
  }

  private static ModelData data(Layout layout, int count) {
    SplittableRandom random = new SplittableRandom(2);
    float[] features = new float[count * layout.featureCount()];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) random.nextDouble();
    }
    int[] labels = random.ints(count, 0, layout.classes()).toArray();
    return new LabelledData(features, labels, layout.featureCount());
  }

  private static List<Work> work(int clients, int examples) {
    List<Work> work = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      int from = client * examples;
      int[] rows = IntStream.range(from, from + examples).toArray();
      work.add(new Work(client, rows, client, Poison.NONE, -1, false, false));
    }
    return work;
  }
}
