package org.skymask.round.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundException;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;
import org.skymask.round.Versions;
import org.skymask.round.chain.Earlier;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.GivenRootUpdate;
import org.skymask.round.open.Opened;
import org.skymask.round.publish.ParameterJob.Written;
import org.skymask.round.recall.ClientMemories;
import org.skymask.round.recall.Remembrance;
import org.skymask.rule.Memory;
import org.skymask.storage.Removal;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a round's files, then commits them. */
public final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final ModelStore store;
  private final Settings settings;
  private final String attempt;
  private final String aggregator;

  public Publisher(ModelStore store, Settings settings, String attempt, String aggregator) {
    this.store = store;
    this.settings = settings;
    this.attempt = attempt;
    this.aggregator = aggregator;
  }

  /**
   * What became of the updates.
   *
   * @param similarities [admitted clients] to the aggregate
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Aggregated(Written parameters, double[] similarities) {}

  /**
   * What became of the round.
   *
   * @param rootLoss what the gate measured; null where there was no model to measure
   */
  public record Judged(Judgement judgement, @Nullable RootLoss rootLoss) {}

  /**
   * What is to be published.
   *
   * @param memory what the rule keeps for the next round
   */
  public record Version(NewModel model, Outcome outcome, Memory memory) {}

  /** Writes the parameters of the new version into this attempt. */
  public Written write(JavaSparkContext spark, Publication publication, NewModel model)
      throws IOException {
    Opened opened = publication.opened();
    Layout layout = opened.base().layout();
    Attempt own = new Attempt(store, opened.round(), attempt);
    return own.orDiscard(
        () ->
            new ParameterJob(spark, store, layout, ParameterFiles.of(layout))
                .write(opened.commit(), model, own.directory()));
  }

  /**
   * A version that was offered to the storage.
   *
   * @param standing the commit that stands under its number now: this one, or another
   */
  private record Offer(
      RoundRecord record, List<ClientResult> clients, Commit mine, Commit standing) {}

  /** Commits a new version, whose parameters have been written. */
  public RoundResult commit(
      Publication publication, Judged judged, Version version, Aggregated aggregated)
      throws IOException, RoundException {
    Attempt own = new Attempt(store, publication.opened().round(), attempt);
    Offer offer =
        own.orDiscard(() -> offer(publication, judged, version, aggregated, own.directory()));
    Commit mine = offer.mine();
    Commit standing = offer.standing();
    String commitFile = store.commitFile(mine.round()).toString();
    if (standing.attempt().equals(attempt)) {
      return new RoundResult(
          offer.record(),
          offer.clients(),
          own.directory().toString(),
          mine.files(),
          commitFile,
          false);
    }
    own.discard();
    // Its inputs decide, as they will for whoever asks later: the same model may come of others.
    RoundResult theirs =
        new Earlier(store, settings)
            .answer(standing, publication.admissions().summaries(), publication.opened().root());
    if (!standing.model().equals(mine.model())) {
      LOG.warn(
          "{} has the model {}, and this attempt came to {} from the same inputs",
          commitFile,
          standing.model(),
          mine.model());
    }
    return theirs;
  }

  /** Writes all other files of the version, and then its commit. */
  private Offer offer(
      Publication publication,
      Judged judged,
      Version version,
      Aggregated aggregated,
      Path directory)
      throws IOException {
    Written parameters = aggregated.parameters();
    ModelVersion base = publication.opened().base();
    List<ClientResult> clients =
        ClientResults.of(
            publication, judged.judgement(), version.model().weights(), aggregated.similarities());
    RoundRecord record =
        record(publication, judged, clients, version.outcome(), parameters.model());
    List<FileDigest> files =
        new ArrayList<>(
            ModelFiles.write(store.fileSystem(), directory, base.layout(), base.architecture()));
    files.addAll(parameters.files());
    files.addAll(Memories.write(store, directory, base.layout(), aggregator, version.memory()));
    files.addAll(remembered(publication.opened(), directory, version.outcome(), judged));
    files.addAll(RoundFiles.write(store, directory, record, clients));
    Commit mine =
        new Commit(
            record.identity().federation(),
            record.identity().round(),
            attempt,
            base.digest(),
            parameters.model(),
            files,
            Versions.createdBy());
    publication.stages().commits();
    return new Offer(record, clients, mine, store.publish(mine));
  }

  /** What is known of the clients: a round that is carried adds nothing to it. */
  private List<FileDigest> remembered(Opened opened, Path directory, Outcome outcome, Judged judged)
      throws IOException {
    Remembrance remembrance = judged.judgement().remembrance();
    if (outcome == Outcome.CARRIED) {
      return ClientMemories.copy(store, opened.commit(), directory);
    }
    return remembrance == null
        ? List.of()
        : ClientMemories.write(
            store,
            directory,
            opened.commit(),
            opened.base().layout(),
            remembrance.next(),
            remembrance.root());
  }

  /** Writes the record of a rejected round. */
  public RoundResult reject(Publication publication, Judged judged) throws IOException {
    int admitted = publication.factors().length;
    List<ClientResult> clients =
        ClientResults.of(
            publication, judged.judgement(), new double[admitted], Similarities.none(admitted));
    RoundRecord record = record(publication, judged, clients, Outcome.REJECTED, null);
    Path directory = store.rejected(record.identity().round(), attempt);
    try {
      RoundFiles.write(store, directory, record, clients);
    } catch (IOException | RuntimeException | Error e) {
      Removal.discard(store.fileSystem(), directory);
      throw e;
    }
    return new RoundResult(record, clients, directory.toString(), List.of(), null, false);
  }

  private RoundRecord record(
      Publication publication,
      Judged judged,
      List<ClientResult> clients,
      Outcome outcome,
      @Nullable String digest)
      throws IOException {
    List<String> rows = new ArrayList<>();
    List<RoundRecord.Input> inputs = new ArrayList<>();
    for (UploadSummary summary : publication.admissions().summaries()) {
      if (summary.isAdmitted()) {
        rows.add(summary.client());
        inputs.add(new RoundRecord.Input(summary.client(), summary.manifest()));
      }
    }
    rows.add("root");
    Judgement judgement = judged.judgement();
    Remembrance remembrance = judgement.remembrance();
    return new RoundRecord(
        new RoundRecord.Identity(
            settings.required("federation"),
            publication.opened().round(),
            attempt,
            publication.opened().base().digest()),
        new RoundRecord.Result(
            outcome, judgement.why(), RoundRecord.Counts.of(clients), digest, judged.rootLoss()),
        new RoundRecord.Judged(
            aggregator,
            judgement.gain(),
            judgement.decision(),
            rows,
            judgement.root(),
            judgement.losses(),
            remembrance == null ? null : remembrance.record()),
        new RoundRecord.Origin(
            inputs,
            publication.opened().root().digest(),
            GivenRootUpdate.recorded(settings, store.configuration()),
            Map.copyOf(Versions.all())),
        publication.stages().done(judgement.seconds()),
        null);
  }
}
