package org.skymask.round.prepare;

import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.RootEvaluator;
import org.skymask.round.RoundException;
import org.skymask.round.Stages;
import org.skymask.round.admit.Admissions;
import org.skymask.round.admit.Blocks;
import org.skymask.round.judge.Aggregator;
import org.skymask.round.judge.RootUpdate;
import org.skymask.round.judge.RootUpdates;
import org.skymask.round.judge.SeenRows;
import org.skymask.round.judge.Updates;
import org.skymask.round.open.Opened;
import org.skymask.round.open.Opening;
import org.skymask.round.publish.Memories;
import org.skymask.round.publish.Publication;
import org.skymask.rule.Memory;
import org.skymask.storage.version.ModelStore;

/**
 * A round whose uploads are admitted, clipped and lie in blocks beside the server's own update: all
 * that a rule needs. Holds the blocks on the executors until it is closed.
 */
public final class PreparedRound implements AutoCloseable {
  private final ModelStore store;
  private final Publication publication;
  private final Updates updates;

  private PreparedRound(ModelStore store, Publication publication, Updates updates) {
    this.store = store;
    this.publication = publication;
    this.updates = updates;
  }

  /**
   * Computes the server's own update, and the momenta where the rule sees these, and arranges the
   * blocks.
   *
   * @param settings of the root update, of norm clipping and of momentum
   * @throws RoundException where the server's own update is refused
   * @throws IOException where it is an upload that cannot be read
   */
  public static PreparedRound prepare(
      JavaSparkContext spark,
      Settings settings,
      Opening opening,
      Opened opened,
      Admissions admissions,
      RootEvaluator evaluator,
      Stages stages)
      throws IOException, RoundException {
    RootUpdate root =
        stages.run(
            "root-update",
            "the server's own update",
            () ->
                new RootUpdates(spark, settings)
                    .of(opened.base(), opening.policy(opened), evaluator));
    BlockPlan plan = opening.plan(opened);
    Admissions seen =
        SeenRows.of(spark, settings, opening.store(), opened.base(), admissions, plan, stages);
    double[] factors = seen.factors(settings.method().aggregation().clipNorm());
    Blocks blocks = Blocks.of(spark, seen, factors, root.delta(), plan);
    return new PreparedRound(
        opening.store(),
        new Publication(opened, admissions, factors, stages),
        new Updates(
            spark, opened.base(), seen.admitted(), factors, blocks, root, evaluator, Memory.NONE));
  }

  /** The updates, without the memory of any rule. */
  public Updates updates() {
    return updates;
  }

  /** The updates with what a rule kept from the round before. */
  public Updates updatesFor(Aggregator aggregator) throws IOException {
    return updates.with(
        Memories.read(
            store, publication.opened().commit(), updates.base().layout(), aggregator.name()));
  }

  public Publication publication() {
    return publication;
  }

  @Override
  public void close() {
    updates.blocks().close();
  }
}
