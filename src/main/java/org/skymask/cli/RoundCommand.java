package org.skymask.cli;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.QuorumSettings.OnRejection;
import org.skymask.config.Settings;
import org.skymask.model.Coded;
import org.skymask.observe.Observers;
import org.skymask.round.RoundException;
import org.skymask.round.judge.Aggregators;
import org.skymask.round.judge.WarmUp;
import org.skymask.round.run.RoundJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask round}. */
@Command(
    name = "round",
    description = {
      "Runs one round: reads the uploads, decides whom to trust, commits the next version.",
      "",
      "Round r reads <updates>/round=<r>, starts from version r-1 and commits version r below"
          + " <models>/round=<r>. A second run with the same uploads commits nothing."
    },
    optionListHeading = "%n")
final class RoundCommand extends SparkCommand {
  @Option(
      names = "--round",
      paramLabel = "R",
      description = "The round's number (default: the next).")
  @Nullable Integer round;

  @Option(
      names = "--on-rejection",
      paramLabel = "stop|carry",
      description = {
        "After a round that the method rejects: stop (exit code 4, the base stands), or carry the"
            + " base on as this round's version (default: quorum.on-rejection)."
      })
  @Nullable String onRejection;

  private final Alarm alarm;

  RoundCommand() {
    this(Alarm.ofClock());
  }

  /**
   * @param alarm says when {@code round.time-limit} has passed
   */
  RoundCommand(Alarm alarm) {
    this.alarm = alarm;
  }

  @Override
  Map<String, String> keys() {
    if (onRejection == null) {
      return Map.of();
    }
    List<String> codes = Coded.codes(OnRejection.class);
    if (!codes.contains(onRejection)) {
      throw new ConfigurationException(
          "--on-rejection " + onRejection + ": expected " + String.join(" or ", codes));
    }
    return Map.of("quorum.on-rejection", onRejection);
  }

  @Override
  void check(Settings settings) throws RoundException {
    for (String key : List.of("federation", "updates", "models", "root.data")) {
      settings.required(key);
    }
    Aggregators.requireUsable(settings);
    number("--round", round, 1);
    WarmUp.begin(settings);
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    return new WatchedRound(settings, "skymask round", options().json, alarm)
        .run(
            Observers.of(spark, settings),
            progress -> new RoundJob(spark, settings, progress).run(number("--round", round, 1)),
            RoundAnswer::new);
  }
}
