package org.skymask.simulate.federation;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Poison;
import org.skymask.engine.EnginePool;
import org.skymask.engine.LocalTraining;
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.Architecture;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;

/**
 * The clients of a round train, a Spark task each, with an engine of the pool. Honest clients write
 * their uploads where they trained; deltas come to the driver only where an attack needs them.
 */
final class ClientTraining {
  private final JavaSparkContext spark;
  private final Shared<ModelData> pool;
  private final LocalTraining training;
  private final DeviceChoice device;

  ClientTraining(
      JavaSparkContext spark, Shared<ModelData> pool, LocalTraining training, DeviceChoice device) {
    this.spark = spark;
    this.pool = pool;
    this.training = training;
    this.device = device;
  }

  /**
   * A client's work.
   *
   * @param rows of the pool that it trains on
   * @param seed of the order in which it takes them
   * @param poison what it does to them before
   * @param malicious which of the malicious clients, from 0; null for honest ones
   * @param uploads whether it sends what it has trained
   * @param returned whether the driver needs what it has trained
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Work(
      int client,
      int[] rows,
      long seed,
      Poison poison,
      @Nullable Integer malicious,
      boolean uploads,
      boolean returned)
      implements Serializable {

    /** Its examples as it trains on them. */
    ModelData data(ModelData pool, ModelVersion base) {
      ModelData own = pool.take(rows);
      return malicious == null ? own : poison.of(own, base.layout(), malicious, seed);
    }
  }

  /**
   * Trains all of them.
   *
   * @return the deltas that were asked for, [updateCount] each, in the order of the work
   */
  List<float[]> train(ModelVersion base, List<Work> work, UploadWriter writer) {
    float[] @Nullable [] deltas = new float[work.size()][];
    try (Shared<SerializableConfiguration> hadoop =
            Shared.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()));
        Shared<ModelVersion> shared = Shared.of(spark, base)) {
      PartitionJob.run(
          spark,
          spark.parallelize(work, work.size()),
          new Task(pool, shared, training, device, writer, hadoop),
          (client, delta) -> deltas[client] = delta.values());
    }
    return Arrays.stream(deltas).filter(Objects::nonNull).toList();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Delta(float @Nullable [] values) implements Serializable {}

  private record Task(
      Shared<ModelData> pool,
      Shared<ModelVersion> base,
      LocalTraining training,
      DeviceChoice device,
      UploadWriter writer,
      Shared<SerializableConfiguration> hadoop)
      implements PartitionJob.Work<Work, Delta> {

    @Override
    public Delta of(Iterator<Work> partition) {
      try {
        return run(partition.next());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Delta run(Work work) throws IOException {
      ModelVersion model = base.value();
      ModelData data = work.data(pool.value(), model);
      Architecture architecture = model.architecture();
      float[] trained =
          EnginePool.use(
              architecture,
              model.layout(),
              device.ofTask(),
              engine -> training.trainShuffled(engine, model.values(), data, work.seed()));
      float[] delta = Arrays.copyOf(trained, model.layout().updateCount());
      for (int j = 0; j < delta.length; j++) {
        delta[j] -= model.values()[j];
      }
      if (work.uploads()) {
        writer.write(
            Population.name(work.client()), delta, work.rows().length, hadoop.value().value());
      }
      return new Delta(work.returned() ? delta : null);
    }
  }
}
