package org.skymask.round.judge;

import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.mask.BlockPlan;
import org.skymask.model.ModelVersion;
import org.skymask.round.Stages;
import org.skymask.round.admit.Admissions;
import org.skymask.round.recall.MomentumJob;
import org.skymask.round.recall.StoredRounds;
import org.skymask.rule.Momentum;
import org.skymask.storage.version.ModelStore;

/** Finds the rows that a rule sees: the admitted updates, or the momenta of their clients. */
public final class SeenRows {
  private SeenRows() {}

  /**
   * The rows, of the admitted clients in their order.
   *
   * @param settings that name the rule
   * @param admissions of the round
   * @throws IOException where the storage fails
   */
  public static Admissions of(
      JavaSparkContext spark,
      Settings settings,
      ModelStore store,
      ModelVersion base,
      Admissions admissions,
      BlockPlan plan,
      Stages stages)
      throws IOException {
    Momentum momentum = Aggregators.momentum(settings).orElse(null);
    if (momentum == null) {
      return admissions;
    }
    MomentumJob job = new MomentumJob(spark, new StoredRounds(spark, settings, store), momentum);
    return stages.run(
        "momentum",
        "uploads of up to " + momentum.rounds() + " earlier rounds, read again",
        () -> job.run(base, admissions.admitted(), plan));
  }
}
