package org.skymask.round.admit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.skymask.job.PartitionJob;
import org.skymask.job.Tasks;
import org.skymask.kernel.Vectors;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.Part;
import org.skymask.mask.UpdateBlock;
import org.skymask.model.Layer.Range;
import org.skymask.round.UploadSummary;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** The admitted updates as blocks of the value axis, spread over the executors. */
public final class Blocks implements AutoCloseable {
  private final JavaRDD<UpdateBlock> blocks;
  private final Tasks<UpdateBlock> tasks;
  private final BlockPlan plan;
  private final int clients;

  /**
   * @param rows row of each client directory, −1 for whoever was not admitted
   * @param names [directories] of the clients
   * @param manifests [directories], of what was admitted
   * @param factors [clients] of norm clipping
   * @param root [updateCount], the root update
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(
      int[] rows,
      String[] names,
      @Nullable String[] manifests,
      double[] factors,
      float[] root,
      BlockPlan plan)
      implements Serializable {

    String nameOf(int row) {
      int directory = 0;
      while (rows[directory] != row) {
        directory++;
      }
      return names[directory];
    }
  }

  private Blocks(JavaSparkContext spark, JavaRDD<UpdateBlock> blocks, BlockPlan plan, int clients) {
    this.blocks = blocks;
    this.tasks = UpdateBlock.tasks(spark, blocks, (clients + 1L) * plan.layout().updateCount());
    this.plan = plan;
    this.clients = clients;
  }

  /**
   * Brings pieces together by block, lazily.
   *
   * @param factors [admitted clients], clipping factors of the trainable part
   * @param root [updateCount], the root update
   */
  public static Blocks of(
      JavaSparkContext spark,
      Admissions admissions,
      double[] factors,
      float[] root,
      BlockPlan plan) {
    int directories = admissions.summaries().size();
    int[] rows = new int[directories];
    String[] names = new String[directories];
    @Nullable String[] manifests = new String[directories];
    int clients = 0;
    for (int i = 0; i < directories; i++) {
      UploadSummary summary = admissions.summaries().get(i);
      rows[i] = summary.isAdmitted() ? clients++ : -1;
      names[i] = summary.client();
      manifests[i] = summary.isAdmitted() ? summary.manifest() : null;
    }
    Broadcast<Rows> shared = spark.broadcast(new Rows(rows, names, manifests, factors, root, plan));
    JavaRDD<UpdateBlock> blocks =
        withoutSummaries(
                admissions.shuffled().mapPartitions(arrivals -> assemble(arrivals, shared.value())))
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Blocks(spark, blocks, plan, clients);
  }

  /** Blocks that are there already, with whatever rows. */
  public static Blocks of(
      JavaSparkContext spark, JavaRDD<UpdateBlock> blocks, BlockPlan plan, int clients) {
    return new Blocks(spark, blocks, plan, clients);
  }

  /**
   * Partitions without a block are dropped, because their tasks cost Spark as much time as others.
   */
  private static JavaRDD<UpdateBlock> withoutSummaries(JavaRDD<UpdateBlock> blocks) {
    ClassTag<UpdateBlock> type = ClassTag$.MODULE$.apply(UpdateBlock.class);
    return JavaRDD.fromRDD(PartitionPruningRDD.create(blocks.rdd(), new HoldsBlocks()), type);
  }

  private static final class HoldsBlocks extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(Object partition) {
      return (Integer) partition != BlockPartitioner.SUMMARY_PARTITION;
    }
  }

  private static Iterator<UpdateBlock> assemble(
      Iterator<Tuple2<Integer, Arrival>> arrivals, Rows shared) {
    int clients = shared.factors().length;
    Map<Integer, float[][]> found = new TreeMap<>();
    while (arrivals.hasNext()) {
      Tuple2<Integer, Arrival> next = arrivals.next();
      Arrival piece = next._2();
      float[] values = piece.values();
      if (values == null) {
        continue;
      }
      int row = shared.rows()[piece.client()];
      if (row < 0 || !Objects.equals(shared.manifests()[piece.client()], piece.manifest())) {
        throw new UploadChangedException(shared.names()[piece.client()]);
      }
      if (shared.plan().isTrainable(next._1()) && shared.factors()[row] != 1) {
        Vectors.scale(values, shared.factors()[row]);
      }
      found.computeIfAbsent(next._1(), block -> new float[clients][])[row] = values;
    }
    List<UpdateBlock> blocks = new ArrayList<>();
    found.forEach((block, rows) -> blocks.add(block(block, rows, shared)));
    return blocks.iterator();
  }

  private static UpdateBlock block(int block, float[][] clients, Rows shared) {
    Range range = shared.plan().range(block);
    boolean trainable = shared.plan().isTrainable(block);
    float[][] rows = new float[clients.length + (trainable ? 1 : 0)][];
    for (int i = 0; i < clients.length; i++) {
      if (clients[i] == null) {
        throw new UploadChangedException(shared.nameOf(i));
      }
      rows[i] = clients[i];
    }
    if (trainable) {
      float[] root = new float[range.length()];
      System.arraycopy(shared.root(), range.start(), root, 0, root.length);
      rows[clients.length] = root;
    }
    return new UpdateBlock(range.start(), trainable, rows);
  }

  /** Admitted clients. */
  public int clients() {
    return clients;
  }

  public BlockPlan plan() {
    return plan;
  }

  public JavaRDD<UpdateBlock> rdd() {
    return blocks;
  }

  /**
   * Weighted mean of the clients' deltas (clipped, in the trainable part).
   *
   * @param weights [clients]
   * @return [updateCount] on the value axis
   */
  public float[] weightedMean(double[] weights) {
    List<Part> parts = new ArrayList<>();
    int values = plan.layout().updateCount();
    tasks.run(
        new Means(weights), (partition, means) -> parts.addAll(means), (long) Float.BYTES * values);
    return Part.assemble(parts, values);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Means(double[] weights) implements PartitionJob.Work<UpdateBlock, List<Part>> {
    @Override
    public List<Part> of(Iterator<UpdateBlock> partition) {
      List<Part> means = new ArrayList<>();
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        means.add(new Part(block.start(), block.weightedMean(weights)));
      }
      return means;
    }
  }

  @Override
  public void close() {
    tasks.close();
    blocks.unpersist(false);
  }

  /**
   * An executor was lost, its uploads were read again, and one of them had changed since it was
   * admitted.
   */
  public static final class UploadChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UploadChangedException(String client) {
      super(
          "the upload of " + client + " changed while the round was running; run the round again");
    }
  }
}
