package org.skymask.round.rollback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.round.RoundException;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.Versions;
import org.skymask.round.publish.Attempt;
import org.skymask.round.publish.ModelFiles;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.ParameterJob;
import org.skymask.round.publish.ParameterJob.Written;
import org.skymask.round.publish.RoundFiles;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Writes a version's files again, then commits them as another version. */
final class RollbackPublisher {
  private final JavaSparkContext spark;
  private final ModelStore store;
  private final Settings settings;

  /**
   * What a rollback starts from.
   *
   * @param base the newest version, which the new one follows in the chain
   * @param target the one whose values it has
   * @param version what {@code target} names
   */
  record Sources(Commit base, Commit target, ModelVersion version) {
    int number() {
      return base.round() + 1;
    }
  }

  RollbackPublisher(JavaSparkContext spark, ModelStore store, Settings settings) {
    this.spark = spark;
    this.store = store;
    this.settings = settings;
  }

  /**
   * @throws RoundException (conflict) where another commit was first
   */
  RoundResult publish(Sources from, Republication what, Stages stages)
      throws IOException, RoundException {
    Attempt own = new Attempt(store, from.number(), stages.id().attempt());
    return own.orDiscard(
        () -> {
          Written parameters =
              stages.run(
                  "aggregate",
                  "values of version " + from.target().round(),
                  () -> values(from, own));
          return stages.run(
              "publish",
              "version " + from.number(),
              () -> commit(from, what, own, parameters, stages));
        });
  }

  private Written values(Sources from, Attempt own) throws IOException {
    Layout layout = from.version().layout();
    Written written =
        new ParameterJob(spark, store, layout, ParameterFiles.of(layout))
            .write(from.target(), NewModel.carried(spark, 0), own.directory());
    if (!written.model().equals(from.target().model())) {
      throw new IOException(
          own.directory()
              + " holds the model "
              + written.model()
              + ", expected "
              + from.target().model()
              + ", the model of "
              + store.commitFile(from.target().round()));
    }
    return written;
  }

  private RoundResult commit(
      Sources from, Republication what, Attempt own, Written parameters, Stages stages)
      throws IOException, RoundException {
    Path directory = own.directory();
    ModelVersion version = from.version();
    RoundRecord record = record(from, what, stages);
    List<FileDigest> files =
        new ArrayList<>(
            ModelFiles.write(
                store.fileSystem(), directory, version.layout(), version.architecture()));
    files.addAll(parameters.files());
    files.addAll(what.writeMemories(directory));
    files.addAll(RoundFiles.write(store, directory, record, List.of()));
    Commit mine =
        new Commit(
            record.identity().federation(),
            own.round(),
            own.id(),
            from.base().model(),
            parameters.model(),
            files,
            Versions.createdBy());
    stages.commits();
    Commit standing = store.publish(mine);
    if (!standing.attempt().equals(own.id())) {
      own.discard();
      return what.answer(standing);
    }
    String commitFile = store.commitFile(own.round()).toString();
    return new RoundResult(record, List.of(), directory.toString(), files, commitFile, false);
  }

  /** Nobody was asked: no uploads, no rule, no root data. */
  private RoundRecord record(Sources from, Republication what, Stages stages) {
    RoundRecord record =
        new RoundRecord(
            new RoundRecord.Identity(
                settings.required("federation"),
                from.number(),
                stages.id().attempt(),
                from.base().model()),
            new RoundRecord.Result(
                what.outcome(),
                what.why(from.number()),
                new Counts(0, 0, 0, 0),
                from.target().model(),
                null),
            RoundRecord.Judged.nothing(),
            new RoundRecord.Origin(
                List.of(), null, settings.effective(), Map.copyOf(Versions.all())),
            stages.done(null),
            null);
    return what.told(record);
  }
}
