package org.skymask.round;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.kernel.Vectors;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.DeviceChoice;
import org.skymask.mask.MaskLogits;
import org.skymask.mask.MaskSchedule;
import org.skymask.mask.MaskTraining;
import org.skymask.mask.MaskTraining.DivergedException;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.MaskStatistics;
import org.skymask.model.ModelVersion;
import org.skymask.round.admit.Admissions;
import org.skymask.round.evaluate.EvaluateJob;
import org.skymask.round.judge.RootUpdate;
import org.skymask.round.judge.Updates;
import org.skymask.round.open.Opened;
import org.skymask.round.open.Opening;
import org.skymask.round.prepare.PreparedRound;
import org.skymask.round.run.RoundJob;
import org.skymask.storage.version.ModelStore;

/** Runs golden cases: as whole rounds, and up to the masks where a round does not show them. */
final class GoldenRounds {
  private final JavaSparkContext spark;

  GoldenRounds(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * A committed round.
   *
   * @param base version 0
   * @param model version 1
   */
  record Done(RoundResult result, ModelVersion base, ModelVersion model, Settings settings) {}

  /**
   * @param logits [rows][parameterCount]
   * @param rootNorm L2 norm of the root update
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Masks(MaskStatistics statistics, float[][] logits, double rootNorm) {}

  /**
   * @param models empty directory for version 0 and the round's
   */
  Done round(GoldenCase golden, Path models, Map<String, String> changes) throws IOException {
    golden.copyModels(models);
    Settings settings = golden.settings(models, changes);
    RoundResult result = new RoundJob(spark, settings, Progress.SILENT).run(OptionalInt.empty());
    ModelStore store = new ModelStore(models.toString(), spark.hadoopConfiguration());
    return new Done(
        result,
        store.read(store.readCommit(0).orElseThrow()),
        store.read(store.readCommit(1).orElseThrow()),
        settings);
  }

  double accuracy(GoldenCase golden, Done done, ModelVersion model) throws IOException {
    return new EvaluateJob(spark, done.settings())
        .run(model, golden.directory().resolve("evaluation.parquet").toString())
        .main()
        .value();
  }

  /** The masks after the last epoch, under changed settings. */
  Masks masks(GoldenCase golden, Map<String, String> changes)
      throws IOException, DivergedException {
    Settings settings = golden.settings(golden.directory().resolve("models"), changes);
    ModelStore store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
    Opening opening = new Opening(spark, settings, store);
    Opened opened = opening.open(1);
    ModelVersion base = opened.base();
    BlockPlan plan = opening.plan(opened);
    Admissions admissions =
        Admissions.of(
            spark,
            Admissions.listDirectories(spark, settings.required("updates"), 1),
            opening.policy(opened),
            opened.base().values(),
            plan);
    try (Stages stages = new Stages(spark, RoundId.attempt("golden", 1), Progress.SILENT);
        RootEvaluator evaluator = opening.evaluator(opened);
        PreparedRound prepared =
            PreparedRound.prepare(
                spark, settings, opening, opened, admissions, evaluator, stages)) {
      Updates updates = prepared.updates();
      try (MaskTraining training =
          new MaskTraining(
              spark,
              updates.blocks().rdd(),
              plan,
              new MaskSchedule(
                  settings.method().mask().epochs(),
                  settings.method().mask().learningRate(),
                  settings.method().mask().threshold()),
              updates.clients().size() + 1,
              DeviceChoice.of(settings.running().device()))) {
        training.train(updates.root().trusted(), evaluator, (epoch, epochs, loss) -> {});
        return new Masks(
            training.statistics(), logits(training, updates), norm(updates.root(), opened.base()));
      }
    }
  }

  private static float[][] logits(MaskTraining training, Updates updates) {
    return MaskLogits.of(training, updates.clients().size() + 1, updates.base().layout());
  }

  private static double norm(RootUpdate root, ModelVersion base) {
    return Math.sqrt(Vectors.squares(root.delta(), base.layout().parameterCount()));
  }
}
