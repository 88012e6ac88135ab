package org.skymask.round.run;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.mask.DeviceChoice;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.Outcome;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Admissions;
import org.skymask.round.admit.Attendance;
import org.skymask.round.chain.Earlier;
import org.skymask.round.judge.Aggregator;
import org.skymask.round.judge.Aggregator.Combination;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Aggregators;
import org.skymask.round.judge.Updates;
import org.skymask.round.open.Opened;
import org.skymask.round.open.Opening;
import org.skymask.round.prepare.Conclusion;
import org.skymask.round.prepare.PreparedRound;
import org.skymask.round.publish.Memories;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.Publication;
import org.skymask.round.publish.Publisher;
import org.skymask.round.publish.Publisher.Aggregated;
import org.skymask.round.publish.Publisher.Judged;
import org.skymask.round.publish.Publisher.Version;
import org.skymask.round.publish.Similarities;
import org.skymask.rule.Memory;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** One round of a federation: uploads in, a committed version (or a typed refusal) out. */
public final class RoundJob {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final Progress progress;
  private final ModelStore store;

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public RoundJob(JavaSparkContext spark, Settings settings, Progress progress) throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.progress = progress;
    this.store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
  }

  /**
   * Runs the round.
   *
   * @param wanted its number; empty for the next one
   * @throws RoundException when it ends without a result, with what that means
   * @throws IOException when a file of the server cannot be read or written
   */
  public RoundResult run(OptionalInt wanted) throws IOException, RoundException {
    Opening opening = new Opening(spark, settings, store);
    Aggregator aggregator = Aggregators.of(settings, progress);
    RoundId id = RoundId.attempt(settings.required("federation"), opening.findNumber(wanted));
    try (Stages stages = new Stages(spark, id, progress)) {
      progress.begins(id);
      return run(opening, aggregator, stages);
    } catch (CommitStateUnknownException e) {
      // By its number: if it is committed, the next one is another.
      throw e.toFindOut("skymask round --round " + id.round());
    }
  }

  private RoundResult run(Opening opening, Aggregator aggregator, Stages stages)
      throws IOException, RoundException {
    int round = stages.id().round();
    Opened opened = stages.run("open", "base model and root dataset", () -> opening.open(round));
    try (RootEvaluator evaluator = opening.evaluator(opened)) {
      if (DeviceChoice.of(settings.running().device()) != DeviceChoice.CPU) {
        evaluator.requireDevice();
      }
      Admissions admissions =
          stages.run(
              "admit", "uploads of " + settings.required("updates"), () -> admit(opened, opening));
      progress.admitted(admissions.summaries());
      RoundResult before = committedBefore(opened, admissions.summaries());
      if (before != null) {
        return before;
      }
      requireQuorum(round, admissions);
      evaluator.prepare();
      try (PreparedRound prepared =
          PreparedRound.prepare(spark, settings, opening, opened, admissions, evaluator, stages)) {
        return conclude(prepared.publication(), aggregator, prepared.updatesFor(aggregator));
      }
    }
  }

  private Admissions admit(Opened opened, Opening opening) throws IOException, RoundException {
    String updates = settings.required("updates");
    List<String> directories = Admissions.listDirectories(spark, updates, opened.round());
    if (directories.isEmpty() && store.readCommit(opened.round()).isEmpty()) {
      throw new RoundException(
          Kind.QUORUM,
          Location.of(updates, spark.hadoopConfiguration())
              + "/"
              + FileNames.round(opened.round())
              + " holds no client=<id> directory; version "
              + opened.commit().round()
              + " is the newest");
    }
    return Admissions.of(
        spark, directories, opening.policy(opened), opened.base().values(), opening.plan(opened));
  }

  private @Nullable RoundResult committedBefore(Opened opened, List<UploadSummary> uploads)
      throws IOException, RoundException {
    Commit commit = store.readCommit(opened.round()).orElse(null);
    return commit == null
        ? null
        : new Earlier(store, settings).answer(commit, uploads, opened.root());
  }

  private void requireQuorum(int round, Admissions admissions) throws RoundException {
    int minimum = settings.limits().quorum().minimumClients();
    new Attendance(round, admissions.summaries(), minimum).require();
  }

  private RoundResult conclude(Publication publication, Aggregator aggregator, Updates updates)
      throws IOException, RoundException {
    Publisher publisher =
        new Publisher(store, settings, publication.stages().id().attempt(), aggregator.name());
    Conclusion conclusion =
        Conclusion.of(aggregator, updates, true, settings, publication.stages());
    NewModel model = conclusion.model();
    if (model == null) {
      return refuse(publication, publisher, conclusion.judged(), updates.memory());
    }
    Judgement judgement = conclusion.judged().judgement();
    return publish(
        publication,
        publisher,
        conclusion.judged(),
        new Version(model, Outcome.COMMITTED, memory(model, judgement, updates)),
        () -> Similarities.of(updates, publication.factors(), model),
        "mean of the " + judgement.acceptedCount() + " accepted updates");
  }

  private static Memory memory(NewModel model, Judgement judgement, Updates updates) {
    Combination combination = judgement.combination();
    return combination == null
        ? Memory.NONE
        : Memories.next(model, combination, updates.base().layout());
  }

  /**
   * Rejects the round, or publishes the base again together with the memory of its rule (carry).
   */
  private RoundResult refuse(
      Publication publication, Publisher publisher, Judged judged, Memory memory)
      throws IOException, RoundException {
    if (!settings.limits().quorum().carries()) {
      return publisher.reject(publication, judged);
    }
    int admitted = publication.factors().length;
    return publish(
        publication,
        publisher,
        judged,
        new Version(NewModel.carried(spark, admitted), Outcome.CARRIED, memory),
        () -> Similarities.none(admitted),
        "the base model, carried on");
  }

  private RoundResult publish(
      Publication publication,
      Publisher publisher,
      Judged judged,
      Version version,
      Supplier<double[]> similarities,
      String what)
      throws IOException, RoundException {
    Stages stages = publication.stages();
    Aggregated aggregated =
        stages.run(
            "aggregate",
            what,
            () ->
                new Aggregated(
                    publisher.write(spark, publication, version.model()), similarities.get()));
    return stages.run(
        "publish",
        "version " + publication.opened().round(),
        () -> publisher.commit(publication, judged, version, aggregated));
  }
}
