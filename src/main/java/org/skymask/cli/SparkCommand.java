package org.skymask.cli;

import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import picocli.CommandLine.Mixin;

/** A command that runs on Spark. */
abstract class SparkCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  final CommonOptions options() {
    return options;
  }

  /** Does the work and returns the exit code. */
  abstract int run(JavaSparkContext spark, Settings settings) throws Exception;

  @Override
  public final Integer call() throws Exception {
    Settings settings = options.settings();
    check(settings);
    try (JavaSparkContext spark = SparkContexts.open(settings, getClass().getSimpleName())) {
      return run(spark, settings);
    }
  }

  /** Fails early where a key is missing, before Spark is started. */
  void check(Settings settings) throws Exception {
    settings.required("models");
  }
}
