package org.skymask.round.rollback;

import java.io.IOException;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundResult;
import org.skymask.round.Stages;
import org.skymask.round.chain.Lineage;
import org.skymask.round.chain.Rollbacks;
import org.skymask.round.chain.Versioned;
import org.skymask.round.open.Opening;
import org.skymask.round.rollback.RollbackPublisher.Sources;
import org.skymask.storage.version.Commit;

/** Publishes the values of an earlier version as the next one. */
public final class RollbackJob extends RepublicationJob<Rollback> {

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public RollbackJob(JavaSparkContext spark, Settings settings, Progress progress)
      throws IOException {
    super(spark, settings, progress);
  }

  @Override
  String command(Rollback asked) {
    return "rollback --to " + asked.to();
  }

  @Override
  boolean isDone(Commit version, Rollback asked) throws IOException {
    Rollback made = new Rollbacks(store).of(version);
    return made != null && made.to() == asked.to();
  }

  @Override
  void require(Commit base, Rollback asked) throws RoundException {
    if (asked.to() >= base.round()) {
      throw new RoundException(
          Kind.USAGE,
          "--to "
              + asked.to()
              + ": expected a version before "
              + base.round()
              + ", which version "
              + (base.round() + 1)
              + " goes back from");
    }
  }

  @Override
  RoundResult answer(Commit standing, Rollback asked) throws IOException, RoundException {
    return new Rollbacks(store).answer(standing, asked);
  }

  @Override
  Prepared prepare(Opening opening, Commit base, Rollback asked, Stages stages)
      throws IOException, RoundException {
    store.rehearse(base.round() + 1);
    Sources from =
        stages.run("open", "version " + asked.to(), () -> sources(opening, base, asked.to()));
    return new Prepared(from, new GoingBack(store, from, asked));
  }

  private Sources sources(Opening opening, Commit base, int to) throws IOException, RoundException {
    Commit target = new Versioned(store, settings).commit(OptionalInt.of(to));
    opening.requireFederation(target);
    new Lineage(store).check(target);
    return new Sources(base, target, store.read(target));
  }
}
