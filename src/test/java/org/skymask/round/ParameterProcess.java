package org.skymask.round;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.TestSpark;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.Part;
import org.skymask.model.FileDigest;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.TensorSpec;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.ParameterJob;
import org.skymask.round.publish.ParameterJob.Written;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.LayoutJson;
import org.skymask.storage.version.ModelStore;

/**
 * Publishes parameters that are made up, on a cluster of processes: the driver of such a cluster.
 */
final class ParameterProcess {
  static final double RATE = 0.5;

  /** How things are cut: values of a row and of a file, and of a block of updates. */
  record Cut(int row, int file, int block) {}

  private ParameterProcess() {}

  /** State in front and between, as batch norm has it. */
  static Layout layout(int width) {
    return new Layout(
        List.of(1),
        2,
        List.of(
            new TensorSpec("norm.mean", List.of(width / 16), false),
            new TensorSpec("first.weight", List.of(width, 3), true),
            new TensorSpec("norm.var", List.of(width / 8), false),
            new TensorSpec("last.weight", List.of(width), true),
            new TensorSpec("last.bias", List.of(7), true)));
  }

  static float base(int position) {
    return position == 1 ? -0f : (position * 0x9E3779B9) / 4e9f;
  }

  static float mean(int position) {
    return (position * 0x85EBCA6B) / 4e12f;
  }

  /** Commits version 0. */
  static Commit commit(String models, Layout layout, ParameterFiles cut) throws IOException {
    ModelStore store = new ModelStore(models, new Configuration(false));
    FileSystem fs = store.fileSystem();
    org.apache.hadoop.fs.Path directory = store.attempt(0, "a");
    float[] values = new float[layout.valueCount()];
    for (int j = 0; j < values.length; j++) {
      values[j] = base(j);
    }
    List<FileDigest> files = new ArrayList<>();
    files.add(Storage.write(fs, directory, "architecture.pt", "none"));
    files.add(Storage.write(fs, directory, "layout.json", LayoutJson.write(layout)));
    files.addAll(ShardWriter.write(fs, directory, FileNames.PARAMETERS, cut, values));
    String digest = ModelDigest.of(layout, values);
    return store.publish(new Commit("demo", 0, "a", null, digest, files, "test"));
  }

  /** Writes the parameters of version 1, as a round does. */
  static Written publish(JavaSparkContext spark, String models, Layout layout, Cut cut)
      throws IOException {
    ModelStore store = new ModelStore(models, spark.hadoopConfiguration());
    BlockPlan plan = new BlockPlan(layout, cut.block());
    List<Integer> blocks = IntStream.range(0, plan.blocks()).boxed().toList();
    JavaRDD<Part> means =
        spark
            .parallelize(blocks, Math.min(blocks.size(), 2 * spark.defaultParallelism() + 1))
            .map(block -> part(plan.range(block)));
    return new ParameterJob(spark, store, layout, ParameterFiles.of(layout, cut.row(), cut.file()))
        .write(
            store.readCommit(0).orElseThrow(),
            new NewModel(new double[0], means, RATE),
            store.attempt(1, "b"));
  }

  private static Part part(Range range) {
    float[] values = new float[range.length()];
    for (int j = 0; j < values.length; j++) {
      values[j] = mean(range.start() + j);
    }
    return new Part(range.start(), values);
  }

  /** What version 1 must be. */
  static float[] expected(Layout layout) {
    float[] values = new float[layout.valueCount()];
    for (int j = 0; j < values.length; j++) {
      double rate = j < layout.parameterCount() ? RATE : 1;
      values[j] = (float) (base(j) + rate * mean(j));
    }
    return values;
  }

  /** A driver with two executors. */
  static JavaSparkContext cluster(String executorOptions) {
    return TestSpark.open(
        "local-cluster[2,1,1024]",
        Map.of(
            "spark.executor.memory",
            "1g",
            "spark.executor.extraJavaOptions",
            executorOptions,
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path")));
  }

  /** The driver: models, width of the layout, and the cut. */
  public static void main(String[] arguments) throws IOException {
    Layout layout = layout(Integer.parseInt(arguments[1]));
    int[] cut = IntStream.range(2, 5).map(i -> Integer.parseInt(arguments[i])).toArray();
    try (JavaSparkContext spark = cluster("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")) {
      System.out.println(
          publish(spark, arguments[0], layout, new Cut(cut[0], cut[1], cut[2])).model());
    }
  }
}
