package org.skymask.cli;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.observe.Observers;
import org.skymask.round.RoundResult;
import org.skymask.round.chain.UnusedUploads;
import org.skymask.round.rollback.RollbackJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask rollback}. */
@Command(
    name = "rollback",
    description = {
      "Publishes the values of an earlier version as the next version.",
      "",
      "With version n the newest, version n+1 follows it in the chain and has the values of version"
          + " r. Nothing is removed. Uploads for round n+1 were trained from version n and are not"
          + " used: clients fetch version n+1 and train for round n+2."
    },
    optionListHeading = "%n")
final class RollbackCommand extends SparkCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackCommand.class);

  @Option(
      names = "--to",
      paramLabel = "R",
      required = true,
      description = "The version to go back to, older than the newest.")
  int to;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for round.json, the report and status (default: ${DEFAULT-VALUE}).")
  String reason = "no reason was given";

  @Option(
      names = "--round",
      paramLabel = "N",
      description = {
        "The number of the new version (default: the next). The same command again does not"
            + " commit twice."
      })
  @Nullable Integer round;

  @Override
  void check(Settings settings) {
    for (String key : List.of("federation", "models")) {
      settings.required(key);
    }
    number("--to", to, 0);
    number("--round", round, 1);
    ReasonOption.checked(reason);
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    Rollback asked = new Rollback(to, ReasonOption.checked(reason));
    return new WatchedRound(
            settings, "skymask rollback --to " + to, options().json, Alarm.ofClock())
        .run(
            Observers.ofRollback(spark, settings),
            progress ->
                new RollbackJob(spark, settings, progress).run(asked, number("--round", round, 1)),
            result -> answer(result, spark, settings));
  }

  /** What is said of a version that was made from no uploads. */
  static Answer answer(RoundResult result, JavaSparkContext spark, Settings settings) {
    int round = result.record().identity().round();
    return new RollbackAnswer(result, unused(spark, settings, round));
  }

  /** The version stands already: whatever is wrong with the uploads is no failure of this. */
  private static List<String> unused(JavaSparkContext spark, Settings settings, int round) {
    try {
      return UnusedUploads.find(settings, spark.hadoopConfiguration(), round);
    } catch (IOException e) {
      LOG.warn("uploads for round {} cannot be listed: {}", round, e.getMessage());
      return List.of();
    }
  }
}
