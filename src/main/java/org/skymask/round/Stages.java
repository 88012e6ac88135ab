package org.skymask.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RoundRecord.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stages of a round one after the other: timing, Spark job group, and a line in the log.
 * While it is open, every line of the log names the round.
 */
public final class Stages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final JavaSparkContext spark;
  private final RoundId id;
  private final Progress progress;
  private final LogContext context;
  private final RunningTasks tasks;
  private final List<Stage> done = new ArrayList<>();

  /** The work of a stage. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * @param id of the round, for Spark's UI and the log
   */
  public Stages(JavaSparkContext spark, RoundId id, Progress progress) {
    this.spark = spark;
    this.id = id;
    this.progress = progress;
    this.context = LogContext.open(spark, id);
    this.tasks = new RunningTasks(progress);
    spark.sc().addSparkListener(tasks);
  }

  public RoundId id() {
    return id;
  }

  public <T, E extends Exception> T run(String stage, String description, Work<T, E> work)
      throws E {
    String group = id.name() + " " + stage;
    spark.setJobGroup(group, id.name() + ", " + stage + ": " + description);
    progress.stage(stage, description);
    tasks.begin(group);
    long begun = System.nanoTime();
    try {
      return work.run();
    } finally {
      tasks.end();
      double seconds = (System.nanoTime() - begun) / 1e9;
      done.add(new Stage(stage, seconds, null));
      progress.ended(stage, seconds);
      LOG.info("{}: {} in {} s", id.name(), stage, String.format(Locale.ROOT, "%.2f", seconds));
      spark.clearJobGroup();
    }
  }

  /** The commit begins: from here on only the storage knows whether the round is committed. */
  public void commits() {
    progress.commits();
  }

  /** The stages so far, in their order, with the epochs of mask training. */
  public List<Stage> done(@Nullable List<Double> epochs) {
    return done.stream()
        .map(s -> s.name().equals("train-masks") ? new Stage(s.name(), s.seconds(), epochs) : s)
        .toList();
  }

  @Override
  public void close() {
    spark.sc().removeSparkListener(tasks);
    context.close();
  }
}
