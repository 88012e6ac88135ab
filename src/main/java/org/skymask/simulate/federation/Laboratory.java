package org.skymask.simulate.federation;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.Settings;
import org.skymask.job.Shared;
import org.skymask.job.Workers;
import org.skymask.model.ModelData;
import org.skymask.simulate.data.ExampleFiles;
import org.skymask.simulate.data.Examples;
import org.skymask.storage.memory.MemoryFiles;

/**
 * What the federations of an experiment have in common: Spark, the data, which are read once and
 * shared with all tasks, and the model.
 */
public final class Laboratory implements AutoCloseable {
  private final JavaSparkContext spark;
  private final Experiment experiment;
  private final Function<Map<String, String>, Settings> settings;
  private final ModelSource model;
  private final Examples pool;
  private final @Nullable ModelData test;
  private final Shared<ModelData> shared;

  /**
   * Reads the data.
   *
   * @param settings from keys that stand above the defaults
   */
  public Laboratory(
      JavaSparkContext spark,
      Experiment experiment,
      Function<Map<String, String>, Settings> settings,
      ModelSource model)
      throws IOException {
    if (experiment.storing().files() == Experiment.Files.OFF && !isAlone(spark)) {
      throw new ConfigurationException(
          "simulation.files = off, and the master is "
              + spark.master()
              + ": its executors do not see the driver's memory; expected auto or on");
    }
    MemoryFiles.register(spark.hadoopConfiguration());
    this.spark = spark;
    this.experiment = experiment;
    this.settings = settings;
    this.model = model;
    this.pool =
        ExampleFiles.read(experiment.data().train(), spark.hadoopConfiguration(), model.layout());
    String apart = experiment.data().test();
    this.test =
        apart == null
            ? null
            : ExampleFiles.read(apart, spark.hadoopConfiguration(), model.layout()).data();
    this.shared = Shared.of(spark, pool.data());
  }

  /** Whether the driver's JVM is the only executor. */
  private static boolean isAlone(JavaSparkContext spark) {
    return Workers.of(spark).coresHere() > 0;
  }

  JavaSparkContext spark() {
    return spark;
  }

  Experiment experiment() {
    return experiment;
  }

  Settings settings(Map<String, String> keys) {
    return settings.apply(keys);
  }

  ModelSource model() {
    return model;
  }

  Examples pool() {
    return pool;
  }

  /**
   * Whether a federation has its files in the memory of the driver.
   *
   * @param clients that may upload in a round
   * @param keys of the rounds' settings
   */
  boolean isInMemory(int clients, Map<String, String> keys) {
    Map<String, String> told = new TreeMap<>(keys);
    told.putIfAbsent("rule.byzantine-count", "0");
    long rounds = 1 + ReadAgain.rounds(settings(told));
    long bytes = rounds * clients * Float.BYTES * model.layout().updateCount();
    return experiment.storing().isInMemory(isAlone(spark), bytes, Runtime.getRuntime().maxMemory());
  }

  /** Test data of their own; null where a population's share of the pool serves. */
  @Nullable ModelData test() {
    return test;
  }

  Shared<ModelData> shared() {
    return shared;
  }

  @Override
  public void close() {
    shared.close();
  }
}
