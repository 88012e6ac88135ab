package org.skymask.round.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.Stages;
import org.skymask.round.chain.Earlier;
import org.skymask.round.judge.Aggregator;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Aggregators;
import org.skymask.round.judge.Updates;
import org.skymask.round.open.Opened;
import org.skymask.round.open.Opening;
import org.skymask.round.prepare.Conclusion;
import org.skymask.round.prepare.PreparedRound;
import org.skymask.round.publish.ClientResults;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.Publication;
import org.skymask.round.publish.Similarities;
import org.skymask.round.replay.Replay.End;
import org.skymask.round.replay.Replay.Row;
import org.skymask.round.replay.Replay.Variant;

/** Judges the same blocks by one rule after the other. */
record ReplayVariants(
    JavaSparkContext spark,
    Opening opening,
    Opened opened,
    RoundRecord then,
    ReplayInputs inputs,
    ReplayMeasures measures,
    RootEvaluator evaluator,
    Stages stages) {

  /**
   * @param variants with the same root update, norm clipping and momentum
   * @return a row for each
   */
  List<Row> run(List<Variant> variants, Progress progress) throws IOException {
    Settings shared = variants.get(0).settings();
    List<Row> rows = new ArrayList<>();
    try (PreparedRound prepared =
        PreparedRound.prepare(
            spark, shared, opening, opened, inputs.admissions(), evaluator, stages)) {
      // So that the first rule is not the one that is charged for them.
      stages.run("block", "updates by block", () -> prepared.updates().blocks().rdd().count());
      for (Variant variant : variants) {
        rows.add(row(variant, prepared, progress));
      }
    }
    return rows;
  }

  private Row row(Variant variant, PreparedRound prepared, Progress progress) throws IOException {
    List<String> differs = Earlier.findDifferences(then, variant.settings());
    long begun = System.nanoTime();
    Updates updates;
    Conclusion conclusion;
    try {
      Aggregator aggregator = Aggregators.of(variant.settings(), progress);
      updates = prepared.updatesFor(aggregator);
      conclusion = Conclusion.of(aggregator, updates, false, variant.settings(), stages);
    } catch (RoundException e) {
      return failed(variant, differs, String.valueOf(e.getMessage()), seconds(begun));
    }
    OptionalDouble seconds = seconds(begun);
    Judgement judgement = conclusion.judged().judgement();
    NewModel model = conclusion.model();
    if (model == null) {
      return rejected(variant, differs, prepared.publication(), judgement, seconds);
    }
    float[] values =
        stages.run("aggregate", variant.name(), () -> model.values(spark, opened.base()));
    double[] similar = Similarities.of(updates, prepared.publication().factors(), model);
    List<ClientResult> results =
        ClientResults.of(prepared.publication(), judgement, model.weights(), similar);
    return measures.row(
        variant.name(), End.MODEL, judgement.why(), differs, results, values, seconds);
  }

  private Row rejected(
      Variant variant,
      List<String> differs,
      Publication publication,
      Judgement judgement,
      OptionalDouble seconds)
      throws IOException {
    int clients = publication.factors().length;
    List<ClientResult> results =
        ClientResults.of(publication, judgement, new double[clients], Similarities.none(clients));
    float[] base = opened.base().values();
    return measures.row(
        variant.name(), End.REJECTED, judgement.why(), differs, results, base, seconds);
  }

  private static Row failed(
      Variant variant, List<String> differs, String why, OptionalDouble seconds) {
    return new Row(variant.name(), End.FAILED, why, differs, List.of(), null, seconds);
  }

  private static OptionalDouble seconds(long begun) {
    return OptionalDouble.of((System.nanoTime() - begun) / 1e9);
  }
}
