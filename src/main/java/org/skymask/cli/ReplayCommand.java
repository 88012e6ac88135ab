package org.skymask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.replay.Replay;
import org.skymask.round.replay.Replay.Variant;
import org.skymask.round.replay.ReplayJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask replay}. */
@Command(
    name = "replay",
    description = {
      "Runs other rules, or SkyMask with other settings, on the stored uploads of a committed round."
          + " Shows which clients they filter, how far their model is from the committed one, and its"
          + " root loss.",
      "",
      "Writes nothing. Without --rules and --with it replays the configured rule. Exit code 1: an"
          + " upload has changed since the commit, or a rule could not be used; the rest is shown."
    },
    optionListHeading = "%n")
final class ReplayCommand extends SparkCommand {
  @Option(
      names = "--round",
      paramLabel = "R",
      description = "The round (default: the newest version's).")
  @Nullable Integer round;

  @Option(
      names = "--rules",
      paramLabel = "RULE,…",
      split = ",",
      completionCandidates = RuleNames.class,
      description = {
        "Values of aggregator, for example skymask,nnm+krum. The rules: ${COMPLETION-CANDIDATES}."
      })
  List<String> rules = new ArrayList<>();

  @Option(
      names = "--with",
      paramLabel = "\"NAME: KEY=VALUE, …\"",
      description = {
        "A variant with its own settings, which override -D; may be given several times. Example: --with"
            + " \"short: mask.epochs=10\"."
      })
  List<String> with = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Evaluates each model on this dataset too.")
  @Nullable String data;

  @Override
  void check(Settings settings) throws RoundException {
    for (String key : List.of("federation", "updates", "models", "root.data")) {
      settings.required(key);
    }
    number("--round", round, 1);
    ReplayJob.requireUsable(settings, variants(settings));
  }

  @Override
  int run(JavaSparkContext spark, Settings settings) throws Exception {
    Progress terminal = TerminalProgress.choose(options().json);
    try {
      Replay replay =
          new ReplayJob(spark, settings, terminal)
              .run(number("--round", round, 1), variants(settings), data);
      TerminalProgress.end(terminal);
      Output.print(new ReplayAnswer(replay), options().json);
      return replay.isRight() ? ExitCode.DONE : ExitCode.FAILED;
    } finally {
      TerminalProgress.end(terminal);
    }
  }

  private List<Variant> variants(Settings settings) {
    List<Variant> variants = new ArrayList<>();
    for (String rule : rules) {
      add(variants, rule.strip(), Map.of("aggregator", rule.strip()));
    }
    for (String text : with) {
      VariantOption option = VariantOption.parse(text);
      add(variants, option.name(), option.keys());
    }
    return variants.isEmpty()
        ? List.of(new Variant(settings.method().aggregator(), settings))
        : List.copyOf(variants);
  }

  private void add(List<Variant> variants, String name, Map<String, String> keys) {
    if (variants.stream().anyMatch(variant -> variant.name().equals(name))) {
      throw new ConfigurationException("two variants are named " + name);
    }
    try {
      variants.add(new Variant(name, options().settings(keys)));
    } catch (ConfigurationException e) {
      throw new ConfigurationException(name + ": " + e.getMessage());
    }
  }
}
