package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.skymask.kernel.MaskKernel;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;

/**
 * Mask training on Spark (method.md, Mask training). An epoch: the blocks give the masked model W,
 * the root dataset its gradient there, and the blocks step with their part of it.
 */
public final class MaskTraining implements AutoCloseable {
  private final JavaSparkContext spark;
  private final JavaRDD<UpdateBlock> blocks;
  private final BlockPlan plan;
  private final MaskSchedule schedule;
  private final int rows;
  private final List<Broadcast<float[]>> gradients = new ArrayList<>();

  /** What an operator sees of an epoch. */
  public interface Progress {
    void epoch(int epoch, int epochs, double loss);
  }

  /**
   * @param losses root loss before each epoch's step
   * @param seconds wall time of each epoch
   */
  public record Trained(List<Double> losses, List<Double> seconds) {}

  /** The root loss is not a finite number: the round is rejected. */
  public static final class DivergedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Double> losses;

    DivergedException(List<Double> losses) {
      super(
          "the root loss is "
              + losses.get(losses.size() - 1)
              + " in epoch "
              + losses.size()
              + " of mask training");
      this.losses = losses;
    }

    /** As far as they came. */
    public List<Double> losses() {
      return losses;
    }
  }

  /** Where the gradients so far are found; they are fetched when a block has to be replayed. */
  private record Gradients(List<Broadcast<float[]>> sent)
      implements IntFunction<float[]>, Serializable {
    @Override
    public float[] apply(int epoch) {
      return sent.get(epoch).value();
    }
  }

  /**
   * @param blocks all blocks of the updates; those of the parameter axis are trained
   * @param rows clients and root
   */
  public MaskTraining(
      JavaSparkContext spark,
      JavaRDD<UpdateBlock> blocks,
      BlockPlan plan,
      MaskSchedule schedule,
      int rows) {
    this.spark = spark;
    this.blocks = blocks.filter(UpdateBlock::isTrainable);
    this.plan = plan;
    this.schedule = schedule;
    this.rows = rows;
  }

  /**
   * Runs all epochs.
   *
   * @param base [valueCount]: θ, with the state that the root dataset is judged with
   */
  public Trained train(float[] base, RootEvaluator root, Progress progress)
      throws DivergedException {
    List<Double> losses = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
      long begun = System.nanoTime();
      RootEvaluator.LossAndGradient at = root.gradient(masked(base));
      losses.add(at.loss());
      if (!Double.isFinite(at.loss())) {
        throw new DivergedException(losses);
      }
      gradients.add(spark.broadcast(at.gradient()));
      seconds.add((System.nanoTime() - begun) / 1e9);
      progress.epoch(epoch + 1, schedule.epochs(), at.loss());
    }
    return new Trained(List.copyOf(losses), List.copyOf(seconds));
  }

  /** W = θ + Σ sᵢΔᵢ / Σ sᵢ after the steps so far. */
  private float[] masked(float[] base) {
    Gradients sent = gradients();
    int epochs = gradients.size();
    float rate = schedule.rate(rows);
    List<Part> means =
        blocks.map(block -> new Part(block.start(), block.advance(epochs, sent, rate))).collect();
    float[] values = base.clone();
    for (Part mean : means) {
      for (int j = 0; j < mean.values().length; j++) {
        values[mean.start() + j] += mean.values()[j];
      }
    }
    return values;
  }

  /** What the masks say after the last step. */
  public MaskStatistics statistics() {
    Gradients sent = gradients();
    int epochs = gradients.size();
    float rate = schedule.rate(rows);
    float cut = MaskKernel.cut(schedule.threshold());
    BlockPlan cuts = plan;
    int count = rows;
    Layout layout = plan.layout();
    return StatisticsSum.of(
        layout,
        count,
        blocks
            .mapPartitions(
                part -> {
                  StatisticsSum sum = new StatisticsSum(layout.layers().size(), count);
                  while (part.hasNext()) {
                    UpdateBlock block = part.next();
                    synchronized (block) {
                      block.advance(epochs, sent, rate);
                      sum.add(block, cuts, cut);
                    }
                  }
                  return List.of(sum).iterator();
                })
            .collect());
  }

  /**
   * Logits of all rows, for tests and for looking into small models: n·D values on the driver.
   *
   * @return [rows][parameterCount]
   */
  public float[][] logits() {
    Gradients sent = gradients();
    int epochs = gradients.size();
    float rate = schedule.rate(rows);
    float[][] logits = new float[rows][plan.layout().parameterCount()];
    blocks
        .map(
            block -> {
              block.advance(epochs, sent, rate);
              return block;
            })
        .flatMap(
            block -> {
              List<Part> parts = new ArrayList<>();
              for (float[] row : block.masks()) {
                float[] values = new float[row.length];
                for (int j = 0; j < row.length; j++) {
                  values[j] = MaskKernel.logit(row[j]);
                }
                parts.add(new Part(block.start(), values));
              }
              return List.of(parts).iterator();
            })
        .collect()
        .forEach(
            parts -> {
              for (int i = 0; i < rows; i++) {
                Part part = parts.get(i);
                System.arraycopy(part.values(), 0, logits[i], part.start(), part.values().length);
              }
            });
    return logits;
  }

  private Gradients gradients() {
    return new Gradients(List.copyOf(gradients));
  }

  @Override
  public void close() {
    gradients.forEach(Broadcast::destroy);
    gradients.clear();
  }
}
