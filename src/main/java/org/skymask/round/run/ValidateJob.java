package org.skymask.round.run;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.model.ModelVersion;
import org.skymask.round.RoundException;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Admissions;
import org.skymask.round.admit.Attendance;
import org.skymask.round.open.Opening;
import org.skymask.storage.version.ModelStore;

/** Runs admission of a round's uploads and nothing else. */
public final class ValidateJob {
  private final JavaSparkContext spark;
  private final Settings settings;

  public ValidateJob(JavaSparkContext spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * A verdict for each client directory, by name, and the quorum: 0 for a round whose commit
   * stands.
   *
   * @param wanted the round's number; empty for the next one
   */
  public Attendance run(OptionalInt wanted) throws IOException, RoundException {
    ModelStore store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
    Opening opening = new Opening(spark, settings, store);
    int round = opening.findNumber(wanted);
    ModelVersion base = opening.readBase(round);
    List<String> directories =
        Admissions.listDirectories(spark, settings.required("updates"), round);
    List<UploadSummary> summaries =
        Admissions.judge(spark, directories, opening.policy(round, base), base.values());
    // A round that is committed answers for itself, whoever is left of those who took part.
    int minimum =
        store.readCommit(round).isPresent() ? 0 : settings.limits().quorum().minimumClients();
    return new Attendance(round, summaries, minimum);
  }
}
