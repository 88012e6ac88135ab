package org.skymask.round.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.RootSettings;
import org.skymask.config.Settings;
import org.skymask.mask.RootEvaluator;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.chain.Earlier;
import org.skymask.round.chain.Rollbacks;
import org.skymask.round.chain.Versioned;
import org.skymask.round.judge.Aggregators;
import org.skymask.round.open.Opened;
import org.skymask.round.open.Opening;
import org.skymask.round.replay.Replay.Row;
import org.skymask.round.replay.Replay.Variant;
import org.skymask.rule.Momentum;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Runs other rules, or other settings, on the uploads of a committed round, and writes nothing.
 * Common work is done once: admission, and, for variants with the same root update, norm clipping
 * and momentum, these and the blocks. The driver holds a few models, never all updates.
 */
public final class ReplayJob {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final Progress progress;
  private final ModelStore store;

  /** What variants may share blocks by. */
  private record Basis(double clipNorm, RootSettings root, Optional<Momentum> momentum) {
    static Basis of(Variant variant) {
      Settings settings = variant.settings();
      return new Basis(
          settings.method().aggregation().clipNorm(),
          settings.root(),
          Aggregators.momentum(settings));
    }
  }

  /**
   * @param settings of places and admission
   * @throws IOException when the model directory cannot be reached
   */
  public ReplayJob(JavaSparkContext spark, Settings settings, Progress progress)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.progress = progress;
    this.store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
  }

  /**
   * Checks that variants can be replayed together.
   *
   * @throws RoundException (usage) where a rule is not known or lacks a parameter, or a variant has
   *     another place or admission than the rest
   */
  public static void requireUsable(Settings settings, List<Variant> variants)
      throws RoundException {
    for (Variant variant : variants) {
      try {
        Aggregators.requireUsable(variant.settings());
      } catch (RoundException e) {
        throw new RoundException(e.kind(), variant.name() + ": " + e.getMessage());
      }
      if (!common(settings).equals(common(variant.settings()))) {
        throw new RoundException(
            Kind.USAGE,
            variant.name()
                + ": variants differ by aggregator, rule, mask, cluster, quorum, aggregation, gate,"
                + " root and seed; places, admission, device, mask.block-length and"
                + " mask.micro-batch are the same for all: give them by -D");
      }
    }
  }

  private static List<Object> common(Settings settings) {
    List<Object> common = new ArrayList<>();
    common.add(String.valueOf(settings.where().federation()));
    common.add(String.valueOf(settings.where().updates()));
    common.add(String.valueOf(settings.where().models()));
    common.add(String.valueOf(settings.root().data()));
    common.add(settings.limits().admission());
    common.add(settings.running().device());
    common.add(settings.method().mask().blockLength());
    common.add(settings.method().mask().microBatch());
    common.add(settings.spark());
    return common;
  }

  /**
   * @param wanted the round; empty for the newest version's
   * @param data a dataset to evaluate the models on; null for none
   * @throws RoundException where the round is not committed, or none of its uploads is left
   */
  public Replay run(OptionalInt wanted, List<Variant> variants, @Nullable String data)
      throws IOException, RoundException {
    Commit commit = new Versioned(store, settings).commit(wanted);
    if (commit.round() == 0) {
      throw new RoundException(Kind.USAGE, "no round made version 0: there is nothing to replay");
    }
    requireUploads(commit);
    RoundId id = RoundId.attempt(settings.required("federation"), commit.round());
    try (Stages stages = new Stages(spark, id, progress)) {
      return run(commit, variants, data, stages);
    }
  }

  private void requireUploads(Commit commit) throws IOException, RoundException {
    String made = Rollbacks.askedFor(Earlier.readResult(store, commit).record());
    if (made != null) {
      throw new RoundException(
          Kind.USAGE,
          "version "
              + commit.round()
              + " was made by "
              + made
              + ", which used no uploads: there is nothing to replay");
    }
  }

  private Replay run(Commit commit, List<Variant> variants, @Nullable String data, Stages stages)
      throws IOException, RoundException {
    Opening opening = new Opening(spark, settings, store);
    Opened opened =
        stages.run("open", "base model and root dataset", () -> opening.open(commit.round()));
    RoundResult then = Earlier.readResult(store, commit);
    try (RootEvaluator evaluator = opening.evaluator(opened)) {
      ReplayInputs inputs =
          stages.run(
              "admit",
              "uploads of " + settings.required("updates"),
              () ->
                  ReplayInputs.of(
                      spark,
                      settings.required("updates"),
                      then.record(),
                      opening.policy(opened),
                      opened.base(),
                      opening.plan(opened)));
      ReplayMeasures measures =
          new ReplayMeasures(spark, settings, opened.base(), store.read(commit), evaluator, data);
      ReplayVariants replayed =
          new ReplayVariants(
              spark, opening, opened, then.record(), inputs, measures, evaluator, stages);
      return new Replay(
          then.record(),
          stages.run("committed", "the model that was committed", () -> measures.committed(then)),
          inputs.changed(),
          rows(variants, replayed));
    }
  }

  /** By what they share; told in the order in which they were asked for. */
  private List<Row> rows(List<Variant> variants, ReplayVariants replayed) throws IOException {
    @Nullable Row[] rows = new Row[variants.size()];
    Set<Basis> bases = new LinkedHashSet<>(variants.stream().map(Basis::of).toList());
    for (Basis basis : bases) {
      List<Variant> group =
          variants.stream().filter(variant -> Basis.of(variant).equals(basis)).toList();
      List<Row> answers = replayed.run(group, progress);
      for (int i = 0; i < group.size(); i++) {
        rows[variants.indexOf(group.get(i))] = answers.get(i);
      }
    }
    return Arrays.stream(rows).map(Objects::requireNonNull).toList();
  }
}
