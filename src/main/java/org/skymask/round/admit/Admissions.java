package org.skymask.round.admit;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.UploadAdmission;
import org.skymask.mask.BlockPlan;
import org.skymask.model.Layer.Range;
import org.skymask.round.UploadSummary;
import org.skymask.rule.NormClipping;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;
import scala.Tuple2;

/**
 * Runs admission on Spark, one task for each client directory. In the same pass over the files the
 * admitted updates are cut into pieces by block: the shuffle holds the summaries (partition 0) and
 * the pieces.
 *
 * @param summaries one a client directory, by name
 * @param shuffled summaries and pieces by block
 */
public record Admissions(List<UploadSummary> summaries, JavaPairRDD<Integer, Arrival> shuffled) {

  /** Values that a partition of blocks should hold at most, so that it fits a task. */
  private static final long PARTITION_VALUES = 32L << 20;

  /** Turns a client directory into a row, on executors. */
  @FunctionalInterface
  public interface Reader extends Serializable {
    /**
     * @throws IOException where the storage fails
     */
    Admission read(Path directory, Configuration hadoop) throws IOException;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Judge(AdmissionPolicy policy, float[] base) implements Reader {
    @Override
    public Admission read(Path directory, Configuration hadoop) throws IOException {
      return new UploadAdmission(policy, base).admit(Storage.of(directory, hadoop), directory);
    }
  }

  private record Shared(Reader reader, BlockPlan plan) implements Serializable {}

  /**
   * The client directories of a round by name, wrongly named ones included; empty where nobody has
   * uploaded.
   *
   * @throws IOException where something else stands in the place of a directory
   */
  public static List<String> listDirectories(JavaSparkContext spark, String updates, int round)
      throws IOException {
    Path directory =
        new Path(Location.of(updates, spark.hadoopConfiguration()), FileNames.round(round));
    FileSystem fs = Storage.of(directory, spark.hadoopConfiguration());
    List<String> found = Uploads.listEntries(fs, directory).stream().map(Path::toString).toList();
    if (found.isEmpty()) {
      Storage.list(fs, directory.getParent());
    }
    return found;
  }

  /** Reads and judges every upload of a round. */
  public static Admissions of(
      JavaSparkContext spark,
      List<String> directories,
      AdmissionPolicy policy,
      float[] base,
      BlockPlan plan) {
    return of(spark, directories, new Judge(policy, base), plan);
  }

  /** Reads every upload of a round by a reader of one's own. */
  public static Admissions of(
      JavaSparkContext spark, List<String> directories, Reader reader, BlockPlan plan) {
    Broadcast<Shared> shared = spark.broadcast(new Shared(reader, plan));
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    List<Tuple2<Integer, String>> numbered =
        IntStream.range(0, directories.size())
            .mapToObj(i -> new Tuple2<>(i, directories.get(i)))
            .toList();
    JavaPairRDD<Integer, Arrival> shuffled =
        spark
            .parallelize(numbered, slices(spark, directories.size()))
            .flatMapToPair(at -> arrivals(at._1(), at._2(), shared.value(), hadoop.value()))
            .partitionBy(partitioner(spark, directories.size(), plan));
    List<UploadSummary> summaries =
        Arrays.stream(shuffled.values().collectPartitions(new int[] {0}))
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(Arrival::client))
            .map(Arrival::summary)
            .map(Objects::requireNonNull)
            .toList();
    return new Admissions(summaries, shuffled);
  }

  /** Judges every upload of a round without keeping their values. */
  public static List<UploadSummary> judge(
      JavaSparkContext spark, List<String> directories, AdmissionPolicy policy, float[] base) {
    Broadcast<Judge> judge = spark.broadcast(new Judge(policy, base));
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    return directories.isEmpty()
        ? List.of()
        : spark
            .parallelize(directories, slices(spark, directories.size()))
            .map(
                directory ->
                    UploadSummary.of(
                        judge.value().read(new Path(directory), hadoop.value().value())))
            .collect();
  }

  /** Those who take part, in row order. */
  public List<UploadSummary> admitted() {
    return summaries.stream().filter(UploadSummary::isAdmitted).toList();
  }

  /**
   * Factors of norm clipping.
   *
   * @param clipNorm times the median norm; 0 is off
   * @return [admitted clients]
   */
  public double[] factors(double clipNorm) {
    return NormClipping.factors(
        admitted().stream().mapToDouble(UploadSummary::norm).toArray(), clipNorm);
  }

  private static int slices(JavaSparkContext spark, int clients) {
    return Math.max(1, Math.min(clients, 4 * spark.defaultParallelism()));
  }

  private static BlockPartitioner partitioner(JavaSparkContext spark, int clients, BlockPlan plan) {
    long values = (long) clients * plan.layout().updateCount();
    long partitions = Math.max(spark.defaultParallelism(), values / PARTITION_VALUES + 1);
    return new BlockPartitioner(plan.blocks(), (int) Math.min(plan.blocks(), partitions));
  }

  private static @Nullable String manifest(UploadSummary summary) {
    return summary.isAdmitted() ? summary.manifest() : null;
  }

  private static Iterator<Tuple2<Integer, Arrival>> arrivals(
      int client, String directory, Shared shared, SerializableConfiguration hadoop)
      throws IOException {
    Admission admission = shared.reader().read(new Path(directory), hadoop.value());
    UploadSummary summary = UploadSummary.of(admission);
    Tuple2<Integer, Arrival> first =
        new Tuple2<>(
            BlockPartitioner.SUMMARIES, new Arrival(client, manifest(summary), summary, null));
    if (!(admission instanceof Admission.Admitted admitted)) {
      return List.of(first).iterator();
    }
    return Stream.concat(
            Stream.of(first),
            IntStream.range(0, shared.plan().blocks())
                .mapToObj(block -> piece(client, block, admitted, shared.plan())))
        .iterator();
  }

  private static Tuple2<Integer, Arrival> piece(
      int client, int block, Admission.Admitted admitted, BlockPlan plan) {
    Range range = plan.range(block);
    float[] values = Arrays.copyOfRange(admitted.delta(), range.start(), range.end());
    return new Tuple2<>(block, new Arrival(client, admitted.manifestSha256(), null, values));
  }
}
