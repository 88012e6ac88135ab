package org.skymask.round.prepare;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.Stages;
import org.skymask.round.judge.Aggregator;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Aggregator.RejectedException;
import org.skymask.round.judge.Gate;
import org.skymask.round.judge.Judgements;
import org.skymask.round.judge.Updates;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.Publisher.Judged;

/**
 * What comes of a rule's judgement (method.md#gate).
 *
 * @param judged why, for a person, and the root loss where the gate was asked
 * @param model the next version; null where the round is rejected: by the rule, because it accepts
 *     too few clients, or by the gate
 */
public record Conclusion(Judged judged, @Nullable NewModel model) {

  /**
   * Judges the updates, and asks the gate about the model that they make.
   *
   * @param last whether no other rule judges them: the root update, which is as large as the model,
   *     is released before the model is made
   * @param settings of the quorum, the aggregation and the gate
   */
  public static Conclusion of(
      Aggregator aggregator, Updates updates, boolean last, Settings settings, Stages stages)
      throws IOException {
    Judgement judgement;
    try {
      judgement = aggregator.judge(updates, stages);
    } catch (RejectedException e) {
      return refused(Judgements.rejected(e, updates.clients().size()));
    } finally {
      if (last) {
        updates.root().forget();
      }
    }
    int minimum = settings.limits().quorum().minimumAccepted();
    if (judgement.acceptedCount() < minimum) {
      return refused(Judgements.tooFew(judgement, minimum));
    }
    NewModel model = NewModel.of(updates, judgement, settings.method().aggregation());
    Gate gate =
        new Gate(updates.evaluator(), updates.base(), settings.limits().gate().rootLossFactor());
    Gate.Answer answer =
        stages.run(
            "gate",
            "root loss of the new model",
            () -> gate.ask(model.values(updates.spark(), updates.base())));
    return answer.refusal() == null
        ? new Conclusion(new Judged(judgement, answer.loss()), model)
        : new Conclusion(new Judged(judgement.because(answer.refusal()), answer.loss()), null);
  }

  private static Conclusion refused(Judgement judgement) {
    return new Conclusion(new Judged(judgement, null), null);
  }
}
