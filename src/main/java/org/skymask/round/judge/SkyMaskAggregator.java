package org.skymask.round.judge;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.cluster.Decision;
import org.skymask.cluster.Decision.Division;
import org.skymask.cluster.MixtureModel;
import org.skymask.cluster.RememberedDecision.Decided;
import org.skymask.cluster.RootRowDecision;
import org.skymask.cluster.VerifiedDecision;
import org.skymask.config.Settings;
import org.skymask.mask.DeviceChoice;
import org.skymask.mask.MaskSchedule;
import org.skymask.mask.MaskTraining;
import org.skymask.mask.MaskTraining.DivergedException;
import org.skymask.mask.MaskTraining.Trained;
import org.skymask.model.ClusterDecision;
import org.skymask.model.DecisionRecord;
import org.skymask.model.MaskStatistics;
import org.skymask.model.Reason;
import org.skymask.named.Declaration;
import org.skymask.round.Progress;
import org.skymask.round.Stages;
import org.skymask.round.UploadSummary;
import org.skymask.rule.Looks;

/**
 * SkyMask (Yan et al., ECCV 2024, as method.md defines it): masks over all clients' parameters are
 * trained on the root dataset, and the clients are divided by their binary masks.
 */
final class SkyMaskAggregator implements Aggregator {
  static final String NAME = ClusterDecision.AGGREGATOR;

  static final Declaration DECLARATION =
      Declaration.of(
              NAME,
              "mean of those whose [masks verify](method.md#decision), by `mask.*` and `cluster.*`",
              "Yan et al., ECCV 2024")
          .that(Looks.ROOT_DATA, Looks.JUDGES);

  private final Settings settings;
  private final Progress progress;

  SkyMaskAggregator(Settings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Judgement judge(Updates updates, Stages stages) throws RejectedException, IOException {
    if (settings.method().cluster().decision() != ClusterDecision.REMEMBERED) {
      return judge(updates, stages, null);
    }
    try (Recalling memory = Recalling.begin(updates, settings, stages)) {
      return judge(updates, stages, memory);
    }
  }

  private Judgement judge(Updates updates, Stages stages, @Nullable Recalling memory)
      throws RejectedException, IOException {
    int clients = updates.clients().size();
    MaskSchedule schedule =
        new MaskSchedule(
            settings.method().mask().epochs(),
            settings.method().mask().learningRate(),
            settings.method().mask().threshold());
    try (MaskTraining training =
        new MaskTraining(
            updates.spark(),
            updates.blocks().rdd(),
            updates.blocks().plan(),
            schedule,
            clients + 1,
            DeviceChoice.of(settings.running().device()))) {
      Trained trained =
          stages.run(
              "train-masks",
              schedule.epochs() + " epochs over " + (clients + 1) + " masks",
              () -> training.train(updates.root().trusted(), updates.evaluator(), progress::epoch));
      Remembering remembering = memory == null ? null : memory.await(stages);
      return stages.run(
          "cluster",
          "Gram matrices of the masks, mixtures, and the "
              + settings.method().cluster().decision().code()
              + " decision",
          () ->
              remembering == null
                  ? divide(updates, training.statistics(), trained)
                  : divide(remembering, training.statistics(), trained));
    } catch (DivergedException e) {
      throw new RejectedException("The round was rejected: " + e.getMessage() + ".", e.losses());
    }
  }

  private static Judgement divide(Remembering memory, MaskStatistics masks, Trained trained) {
    WarmUp.end();
    Decided decided = memory.decide(masks);
    return judgement(masks, trained, ClusterDecision.REMEMBERED, decided.division())
        .with(memory.remembrance(decided));
  }

  private Judgement divide(Updates updates, MaskStatistics masks, Trained trained) {
    WarmUp.end();
    List<String> clients = updates.clients().stream().map(UploadSummary::client).toList();
    Decision decision = decision(updates);
    Division division = decision.divide(masks, new RootProbe(updates), clients);
    return judgement(masks, trained, decision.name(), division);
  }

  private static Judgement judgement(
      MaskStatistics masks, Trained trained, ClusterDecision decision, Division division) {
    double[] density = IntStream.range(0, masks.clients()).mapToDouble(masks::density).toArray();
    return new Judgement(
        division.accepted(),
        Reason.MASKED_OUT,
        new Aggregator.Plane(
            division.probability(),
            division.points(),
            density,
            Arrays.stream(division.root()).boxed().toList()),
        new Aggregator.Training(trained.losses(), trained.seconds()),
        new Aggregator.Grounds(
            division.gain(),
            new DecisionRecord(decision.code(), division.taken(), division.candidates()),
            division.acceptedCount() == 0
                ? "The root update's mask stands alone in its cluster: no client is trusted."
                : division.why()),
        null,
        null);
  }

  private Decision decision(Updates updates) {
    MixtureModel mixtures = new MixtureModel(updates.spark());
    return settings.method().cluster().decision() == ClusterDecision.ROOT_ROW
        ? new RootRowDecision(mixtures, settings.method().cluster().minimumSplitGain())
        : new VerifiedDecision(mixtures);
  }
}
