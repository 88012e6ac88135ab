package org.skymask.round.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.Stages;
import org.skymask.round.admit.Admissions;
import org.skymask.round.admit.Blocks;
import org.skymask.round.chain.Earlier;
import org.skymask.round.judge.Aggregator;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Aggregator.RejectedException;
import org.skymask.round.judge.Aggregators;
import org.skymask.round.judge.Gate;
import org.skymask.round.judge.Judgements;
import org.skymask.round.judge.RootUpdate;
import org.skymask.round.judge.RootUpdates;
import org.skymask.round.judge.Updates;
import org.skymask.round.open.Opened;
import org.skymask.round.open.Opening;
import org.skymask.round.publish.ClientResults;
import org.skymask.round.publish.Memories;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.Publication;
import org.skymask.round.publish.Similarities;
import org.skymask.round.replay.Replay.End;
import org.skymask.round.replay.Replay.Row;
import org.skymask.round.replay.Replay.Variant;
import org.skymask.rule.Memory;
import org.skymask.storage.version.ModelStore;

/** Judges the same blocks by one rule after the other. */
record ReplayVariants(
    JavaSparkContext spark,
    ModelStore store,
    Opening opening,
    Opened opened,
    RoundRecord then,
    ReplayInputs inputs,
    ReplayMeasures measures,
    Stages stages) {

  /**
   * @param variants with the same root update and norm clipping
   * @return a row for each
   */
  List<Row> run(List<Variant> variants, RootEvaluator evaluator, BlockPlan plan, Progress progress)
      throws IOException {
    Settings shared = variants.get(0).settings();
    Admissions admissions = inputs.admissions();
    RootUpdate root =
        stages.run(
            "root-update",
            "the server's own update",
            () ->
                new RootUpdates(spark, shared)
                    .of(opened.base(), opening.policy(opened), evaluator));
    double[] factors = admissions.factors(shared.aggregation().clipNorm());
    List<Row> rows = new ArrayList<>();
    try (Blocks blocks = Blocks.of(spark, admissions, factors, root.delta(), plan)) {
      Updates updates =
          new Updates(
              spark,
              opened.base(),
              admissions.admitted(),
              factors,
              blocks,
              root,
              evaluator,
              Memory.NONE);
      // So that the first rule is not the one that is charged for them.
      stages.run("block", "updates by block", () -> blocks.rdd().count());
      Publication publication = new Publication(opened, admissions, factors, stages);
      for (Variant variant : variants) {
        rows.add(row(variant, updates, publication, progress));
      }
    }
    return rows;
  }

  private Row row(Variant variant, Updates shared, Publication publication, Progress progress)
      throws IOException {
    int clients = shared.clients().size();
    List<String> differs = Earlier.differences(then, variant.settings());
    long begun = System.nanoTime();
    Updates updates;
    Judgement judgement;
    try {
      Aggregator aggregator = Aggregators.of(variant.settings(), progress);
      updates =
          shared.with(
              Memories.read(store, opened.commit(), opened.base().layout(), aggregator.name()));
      judgement = aggregator.judge(updates, stages);
    } catch (RejectedException e) {
      Judgement rejected = Judgements.rejected(e, clients);
      return rejected(variant, differs, publication, rejected, seconds(begun));
    } catch (RoundException e) {
      return failed(variant, differs, String.valueOf(e.getMessage()), seconds(begun));
    }
    int minimum = variant.settings().quorum().minimumAccepted();
    if (judgement.acceptedCount() < minimum) {
      Judgement few = Judgements.tooFew(judgement, minimum);
      return rejected(variant, differs, publication, few, seconds(begun));
    }
    NewModel model = NewModel.of(updates, judgement, variant.settings().aggregation());
    float[] values =
        stages.run("aggregate", variant.name(), () -> model.values(spark, opened.base()));
    double factor = variant.settings().gate().rootLossFactor();
    Gate.Answer gate = new Gate(updates.evaluator(), updates.base(), factor).ask(values);
    double seconds = seconds(begun);
    if (gate.refusal() != null) {
      Judgement refused = judgement.because(gate.refusal());
      return rejected(variant, differs, publication, refused, seconds);
    }
    double[] similar = Similarities.of(updates, publication.factors(), model);
    List<ClientResult> results = ClientResults.of(publication, judgement, model.weights(), similar);
    return measures.row(
        variant.name(), End.MODEL, judgement.why(), differs, results, values, seconds);
  }

  private Row rejected(
      Variant variant,
      List<String> differs,
      Publication publication,
      Judgement judgement,
      double seconds)
      throws IOException {
    int clients = publication.factors().length;
    List<ClientResult> results =
        ClientResults.of(publication, judgement, new double[clients], Similarities.none(clients));
    float[] base = opened.base().values();
    return measures.row(
        variant.name(), End.REJECTED, judgement.why(), differs, results, base, seconds);
  }

  private static Row failed(Variant variant, List<String> differs, String why, double seconds) {
    return new Row(
        variant.name(), End.FAILED, why, differs, List.of(), false, null, null, null, seconds);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
