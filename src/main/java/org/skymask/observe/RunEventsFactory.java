package org.skymask.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.round.RoundId;

/** Makes the events of a round or a rollback, whose datasets the configuration names. */
final class RunEventsFactory implements Function<RoundId, RunEvents> {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final Clock clock;
  private final boolean ofRounds;

  private RunEventsFactory(
      JavaSparkContext spark, Settings settings, Clock clock, boolean ofRounds) {
    this.spark = spark;
    this.settings = settings;
    this.clock = clock;
    this.ofRounds = ofRounds;
  }

  static RunEventsFactory ofRounds(JavaSparkContext spark, Settings settings, Clock clock) {
    return new RunEventsFactory(spark, settings, clock, true);
  }

  static RunEventsFactory ofRollbacks(JavaSparkContext spark, Settings settings, Clock clock) {
    return new RunEventsFactory(spark, settings, clock, false);
  }

  @Override
  public RunEvents apply(RoundId id) {
    return new RunEvents(
        clock,
        settings.running().observe().openLineage().namespace(),
        id,
        datasets(),
        ParentRun.of(spark.getConf()));
  }

  private RunDatasets datasets() {
    Configuration hadoop = spark.hadoopConfiguration();
    try {
      DatasetName models = DatasetName.of(settings.required("models"), hadoop);
      return ofRounds
          ? new RoundDatasets(
              DatasetName.of(settings.required("updates"), hadoop),
              models,
              DatasetName.of(settings.required("root.data"), hadoop))
          : new RollbackDatasets(models);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
