package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.KeyedSums.Share;
import org.skymask.job.PartitionJob;
import org.skymask.job.Shared;
import org.skymask.job.Tasks;
import org.skymask.kernel.MaskKernel;
import org.skymask.model.MaskStatistics;

/**
 * Mask training on Spark (method.md#mask-training). In an epoch the blocks give the masked model W,
 * the root dataset gives the gradient at W, and each block takes a step with its part of the
 * gradient.
 */
public final class MaskTraining implements AutoCloseable {
  private final JavaSparkContext spark;
  private final JavaRDD<UpdateBlock> blocks;
  private final BlockPlan plan;
  private final MaskSchedule schedule;
  private final int rows;
  private final DeviceChoice device;
  private final Tasks<UpdateBlock> tasks;
  private final List<Shared<float[]>> gradients = new ArrayList<>();

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

    /** The losses up to that epoch. */
    public List<Double> losses() {
      return losses;
    }
  }

  /** Gives access to the gradients so far; they are fetched when a block has to be replayed. */
  private record Gradients(List<Shared<float[]>> sent)
      implements IntFunction<float[]>, Serializable {
    @Override
    public float[] apply(int epoch) {
      return sent.get(epoch).value();
    }
  }

  /** The steps that masks must have taken. */
  private record Steps(int epochs, Gradients gradients, float rate, DeviceChoice device)
      implements Serializable {
    float[] advance(UpdateBlock block) {
      return block.advance(epochs, gradients, rate, device.ofTask());
    }
  }

  /** Weighted means of a partition's blocks. */
  private record Advance(Steps steps) implements PartitionJob.Work<UpdateBlock, List<Part>> {
    @Override
    public List<Part> of(Iterator<UpdateBlock> partition) {
      List<Part> means = new ArrayList<>();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        means.add(new Part(block.start(), steps.advance(block)));
      }
      return means;
    }
  }

  /** Statistics of a partition's masks. */
  private record Tally(Steps steps, BlockPlan plan, int rows, float cut)
      implements PartitionJob.Work<UpdateBlock, List<Share<LayerSum>>> {
    @Override
    public List<Share<LayerSum>> of(Iterator<UpdateBlock> partition) {
      StatisticsSum sum = new StatisticsSum(rows);
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        synchronized (block) {
          steps.advance(block);
          sum.add(block, plan, cut);
        }
      }
      return sum.shares();
    }
  }

  /**
   * @param blocks all blocks of the updates; those of the parameter axis are trained
   * @param rows clients and root
   * @param device what the masks are computed on
   */
  public MaskTraining(
      JavaSparkContext spark,
      JavaRDD<UpdateBlock> blocks,
      BlockPlan plan,
      MaskSchedule schedule,
      int rows,
      DeviceChoice device) {
    this.spark = spark;
    this.blocks = blocks.filter(UpdateBlock::isTrainable);
    this.plan = plan;
    this.schedule = schedule;
    this.rows = rows;
    this.device = device;
    this.tasks =
        UpdateBlock.tasks(spark, this.blocks, (long) rows * plan.layout().parameterCount());
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
      gradients.add(Shared.of(spark, at.gradient()));
      seconds.add((System.nanoTime() - begun) / 1e9);
      progress.epoch(epoch + 1, schedule.epochs(), at.loss());
    }
    return new Trained(List.copyOf(losses), List.copyOf(seconds));
  }

  /** W = θ + Σ sᵢΔᵢ / Σ sᵢ after the steps so far. */
  private float[] masked(float[] base) {
    float[] values = base.clone();
    tasks.run(
        new Advance(steps()),
        (partition, means) -> addEach(means, values),
        (long) Float.BYTES * plan.layout().parameterCount());
    return values;
  }

  private static void addEach(List<Part> means, float[] values) {
    for (Part mean : means) {
      for (int j = 0; j < mean.values().length; j++) {
        values[mean.start() + j] += mean.values()[j];
      }
    }
  }

  /** The statistics of the masks after the last step. */
  public MaskStatistics statistics() {
    Tally tally = new Tally(steps(), plan, rows, MaskKernel.cut(schedule.threshold()));
    StatisticsSum all = new StatisticsSum(rows);
    tasks.sum(tally, StatisticsSum.sums(plan, rows), all::add);
    return all.statistics(plan.layout());
  }

  /** The blocks with the masks of all steps so far, for tests that look at every mask. */
  JavaRDD<UpdateBlock> trained() {
    Steps steps = steps();
    return blocks.map(
        block -> {
          steps.advance(block);
          return block;
        });
  }

  private Steps steps() {
    return new Steps(
        gradients.size(), new Gradients(List.copyOf(gradients)), schedule.rate(rows), device);
  }

  @Override
  public void close() {
    tasks.close();
    gradients.forEach(Shared::close);
    gradients.clear();
  }
}
