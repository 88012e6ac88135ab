package org.skymask.fault;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.skymask.round.Progress;

/**
 * Kills an executor in a stage of a round: as soon as the stage's first task has started on it, or,
 * where the stage has no tasks, as the stage ends.
 */
final class StageLoss extends SparkListener implements Progress {
  private final String stage;
  private boolean inStage;
  private boolean done;

  StageLoss(String stage) {
    this.stage = stage;
  }

  @Override
  public synchronized void stage(String name, String description) {
    inStage = name.equals(stage);
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    if (inStage && !done) {
      done = Executors.kill(start.taskInfo().executorId());
      tell("running a task");
    }
  }

  @Override
  public synchronized void ended(String name, double seconds) {
    if (inStage && !done) {
      done = Executors.killAny();
      tell("idle");
    }
    inStage = false;
  }

  private void tell(String when) {
    if (done) {
      System.out.println("killed in " + stage + ": an executor, " + when);
    }
  }
}
