package org.skymask.observe;

import java.util.List;
import org.skymask.config.Secrets;
import org.skymask.round.RoundId;
import org.skymask.round.UploadSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an observer from failing a round: after its first error it is told nothing more. */
final class Guarded implements Observer {
  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private final Observer observer;
  private boolean broken;

  private interface Call {
    void run() throws Exception;
  }

  Guarded(Observer observer) {
    this.observer = observer;
  }

  @Override
  public String name() {
    return observer.name();
  }

  @Override
  public void begins(RoundId round) {
    guard(() -> observer.begins(round));
  }

  @Override
  public void stage(String stage, String description) {
    guard(() -> observer.stage(stage, description));
  }

  @Override
  public void ended(String stage, double seconds) {
    guard(() -> observer.ended(stage, seconds));
  }

  @Override
  public void admitted(List<UploadSummary> uploads) {
    guard(() -> observer.admitted(uploads));
  }

  @Override
  public void epoch(int epoch, int epochs, double loss) {
    guard(() -> observer.epoch(epoch, epochs, loss));
  }

  @Override
  public void finished(Ending ending) {
    guard(() -> observer.finished(ending));
  }

  private void guard(Call call) {
    if (broken) {
      return;
    }
    try {
      call.run();
    } catch (Exception | LinkageError e) {
      broken = true;
      warn(name(), e);
    }
  }

  /** The one line that an observer's failure is. */
  static void warn(String name, Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    LOG.warn(
        "{}: could not be told: {}",
        name,
        Secrets.redacted(message.lines().findFirst().orElse("")));
  }
}
