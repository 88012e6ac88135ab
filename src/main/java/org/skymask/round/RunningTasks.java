package org.skymask.round;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts the tasks of what Spark computes for a stage of a round, and tells {@link Progress#tasks}.
 * Spark calls it on a thread of its own, and for everybody who uses the same Spark context: only
 * jobs of the stage's own job group are counted.
 */
final class RunningTasks extends SparkListener {
  private static final String GROUP = "spark.jobGroup.id";

  private final Progress progress;

  /** The job group of the stage of the round that runs now. */
  private volatile String expected = "";

  /** The job group of what is counted below. */
  private String counted = "";

  /** Spark's stages that run now. */
  private final Set<Integer> running = new HashSet<>();

  private int done;
  private int all;

  RunningTasks(Progress progress) {
    this.progress = progress;
  }

  /** A stage of the round begins. */
  void begin(String group) {
    expected = group;
  }

  /** It has ended. What Spark still tells of it is not passed on. */
  void end() {
    expected = "";
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    String group = expected;
    if (event.properties() != null && group.equals(event.properties().getProperty(GROUP))) {
      if (!counted.equals(group)) {
        forget();
        counted = group;
      }
      running.add(event.stageInfo().stageId());
      all += event.stageInfo().numTasks();
      progress.tasks(done, all);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    // A task that failed runs again, and a speculative one may end twice.
    if (running.contains(event.stageId()) && event.reason() instanceof Success$ && done < all) {
      done++;
      if (expected.equals(counted)) {
        progress.tasks(done, all);
      }
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    if (running.remove(event.stageInfo().stageId()) && running.isEmpty()) {
      forget();
    }
  }

  private void forget() {
    running.clear();
    done = 0;
    all = 0;
  }
}
