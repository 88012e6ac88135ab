package org.skymask.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.round.RoundId;

/** Makes the events of a round, whose datasets the configuration names. */
final class RunEventsFactory implements Function<RoundId, RunEvents> {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final Clock clock;

  RunEventsFactory(JavaSparkContext spark, Settings settings, Clock clock) {
    this.spark = spark;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public RunEvents apply(RoundId id) {
    return new RunEvents(
        clock,
        settings.observe().openLineage().namespace(),
        id,
        datasets(),
        ParentRun.of(spark.getConf()));
  }

  private RoundDatasets datasets() {
    Configuration hadoop = spark.hadoopConfiguration();
    try {
      return new RoundDatasets(
          DatasetName.of(settings.required("updates"), hadoop),
          DatasetName.of(settings.required("models"), hadoop),
          DatasetName.of(settings.required("root.data"), hadoop));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
