package org.skymask.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.jspecify.annotations.Nullable;
import org.skymask.round.Progress;

/**
 * Kills executors in a stage of a round: as soon as the stage's first task has started, or, where
 * the stage has no tasks, as the stage ends.
 */
final class StageLoss extends SparkListener implements Progress {
  private final String stage;
  private final @Nullable Path manifest;
  private boolean inStage;
  private boolean done;

  private StageLoss(String stage, @Nullable Path manifest) {
    this.stage = stage;
    this.manifest = manifest;
  }

  /**
   * Reads what is to be lost.
   *
   * @param text {@code one:<stage>}, the executor of the first task; or {@code
   *     all+<client>:<stage>}, all of them, as that client uploads something else
   */
  static StageLoss of(String text, Path updates) {
    String[] parts = text.split(":", 2);
    if (parts[0].equals("one")) {
      return new StageLoss(parts[1], null);
    }
    String client = parts[0].substring("all+".length());
    return new StageLoss(parts[1], updates.resolve("round=1/client=" + client + "/_manifest.json"));
  }

  @Override
  public synchronized void stage(String name, String description) {
    inStage = name.equals(stage);
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    if (!inStage || done) {
      return;
    }
    if (manifest == null) {
      done = Executors.kill(start.taskInfo().executorId());
      tell("an executor, running a task");
    } else {
      change(manifest);
      done = Executors.killAll();
      tell("all executors");
    }
  }

  /** Another upload, as valid as the first. */
  private static void change(Path manifest) {
    try {
      String text = Files.readString(manifest);
      Files.writeString(manifest, text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void ended(String name, double seconds) {
    if (inStage && !done && manifest == null) {
      done = Executors.killAny();
      tell("an executor, idle");
    }
    inStage = false;
  }

  private void tell(String what) {
    if (done) {
      System.out.println("killed in " + stage + ": " + what);
    }
  }
}
