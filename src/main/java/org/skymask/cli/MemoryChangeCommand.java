package org.skymask.cli;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.observe.Observers;
import org.skymask.round.rollback.MemoryChangeJob;
import picocli.CommandLine.Option;

/** Commands that change what is remembered of a client. */
abstract class MemoryChangeCommand extends SparkCommand {
  private static final String CLIENT = "[A-Za-z0-9_-]{1,64}";

  @Option(
      names = "--client",
      paramLabel = "ID",
      required = true,
      description = "The client, as its upload directories name it.")
  String client = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for round.json, the report and status.")
  String reason = "";

  @Option(
      names = "--round",
      paramLabel = "N",
      description = {
        "The number of the version to be made (default: the next). Asked again with the same"
            + " number and client it is committed once."
      })
  @Nullable Integer round;

  abstract Outcome outcome();

  @Override
  void check(Settings settings) {
    for (String key : List.of("federation", "models")) {
      settings.required(key);
    }
    number("--round", round, 1);
    ReasonOption.checked(reason);
    if (!client.matches(CLIENT)) {
      throw new ConfigurationException(
          "--client has to be 1 to 64 characters A-Z a-z 0-9 _ -, as clients' names are");
    }
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    Change asked = new Change(outcome(), client, ReasonOption.checked(reason));
    return new WatchedRound(
            settings,
            "skymask " + asked.command() + " --client " + client,
            options().json,
            Alarm.ofClock())
        .run(
            Observers.ofRollback(spark, settings),
            progress ->
                new MemoryChangeJob(spark, settings, progress)
                    .run(asked, number("--round", round, 1)),
            result -> RollbackCommand.answer(result, spark, settings));
  }
}
