package org.skymask.cli;

import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;

/** A command that runs on Spark. */
abstract class SparkCommand extends SettingsCommand {

  /** Does the work and returns the exit code. */
  abstract int run(JavaSparkContext spark, Settings settings) throws Exception;

  @Override
  final int execute(Settings settings) throws Exception {
    try (JavaSparkContext spark = SparkContexts.open(settings, getClass().getSimpleName())) {
      return run(spark, settings);
    }
  }
}
