package org.skymask.observe;

import org.skymask.round.chain.SiteJob;

/** Writes the page of the federation again whenever a round has ended with a result. */
final class SitePage implements Observer {
  private final Outbox outbox;
  private final SiteJob job;

  SitePage(Outbox outbox, SiteJob job) {
    this.outbox = outbox;
    this.job = job;
  }

  @Override
  public String name() {
    return outbox.name();
  }

  @Override
  public void finished(Ending ending) {
    if (ending.result() != null) {
      outbox.post(() -> job.run(null, SiteJob.ROUNDS));
    }
  }
}
