package org.skymask.round;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.skymask.TestSpark;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.job.PartitionJob;
import org.skymask.kernel.Vectors;
import org.skymask.mask.BlockPlan;
import org.skymask.mask.DeviceChoice;
import org.skymask.mask.Part;
import org.skymask.mask.RootEvaluator;
import org.skymask.mask.UpdateBlock;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;
import org.skymask.model.Verdict;
import org.skymask.round.admit.Blocks;
import org.skymask.round.judge.Aggregator;
import org.skymask.round.judge.Aggregator.Combination;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.judge.Aggregators;
import org.skymask.round.judge.RootUpdate;
import org.skymask.round.judge.Updates;
import org.skymask.round.publish.NewModel;
import org.skymask.rule.Memory;
import org.skymask.storage.version.LayoutJson;

/**
 * Seconds of aggregation rules on updates that lie in Spark's memory, from the question to the
 * aggregate on the driver. Arguments: a file of n · D float32 (little-endian, client by client), n,
 * runs, f, a directory for the aggregates, a directory with the model's {@code layout.json} and
 * {@code architecture.pt} (everything trainable), and the rules. A line a run: rule, seconds. The
 * last client's row serves as root update. Rules with a memory are measured in a second round,
 * after one with the same updates.
 */
final class RuleTimes {
  private static final int ROOT_EXAMPLES = 100;

  private RuleTimes() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    int clients = Integer.parseInt(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    Path results = Path.of(arguments[4]);
    Path model = Path.of(arguments[5]);
    List<String> rules = List.of(arguments).subList(6, arguments.length);
    try (JavaSparkContext spark =
        TestSpark.open("local[*]", Map.of("spark.driver.maxResultSize", "0"))) {
      Updates first = updates(spark, file, clients, model);
      for (String rule : rules) {
        Settings settings = settings(rule, arguments[3]);
        Aggregator aggregator = Aggregators.of(settings, Progress.SILENT);
        Updates updates = first;
        for (int run = 0; run <= runs; run++) {
          long begun = System.nanoTime();
          float[] aggregate = aggregate(updates, aggregator, settings);
          double seconds = (System.nanoTime() - begun) / 1e9;
          if (run == 0) {
            write(results.resolve(rule + ".f32"), aggregate);
            updates = after(first, aggregator);
          } else {
            System.out.println(rule + " " + String.format(Locale.ROOT, "%.6f", seconds));
          }
        }
      }
    }
  }

  /** The round after, for rules that remember; the first again for the others. */
  private static Updates after(Updates first, Aggregator aggregator) throws Exception {
    try (Stages stages = new Stages(first.spark(), RoundId.attempt("bench", 1), Progress.SILENT)) {
      Combination combination = aggregator.judge(first, stages).combination();
      return combination == null || combination.remembered().notes().isEmpty()
          ? first
          : first.with(new Memory(combination.remembered().notes(), null));
    }
  }

  private static Settings settings(String rule, String byzantineCount) {
    return SettingsLoader.load(
        null,
        Map.of(
            "aggregator", rule,
            "rule.byzantine-count", byzantineCount,
            "rule.flame.noise", "0"));
  }

  private static float[] aggregate(Updates updates, Aggregator aggregator, Settings settings)
      throws Exception {
    try (Stages stages =
        new Stages(updates.spark(), RoundId.attempt("bench", 1), Progress.SILENT)) {
      Judgement judgement = aggregator.judge(updates, stages);
      NewModel model = NewModel.of(updates, judgement, settings.method().aggregation());
      List<Part> parts = new ArrayList<>();
      PartitionJob.run(
          updates.spark(), model.means(), new All(), (partition, found) -> parts.addAll(found));
      return Part.assemble(parts, updates.base().layout().valueCount());
    }
  }

  private record All() implements PartitionJob.Work<Part, List<Part>> {
    @Override
    public List<Part> of(Iterator<Part> partition) {
      List<Part> parts = new ArrayList<>();
      partition.forEachRemaining(parts::add);
      return parts;
    }
  }

  private static Updates updates(JavaSparkContext spark, Path file, int clients, Path model)
      throws IOException {
    Path described = model.resolve("layout.json");
    Layout layout = LayoutJson.parse(described.toString(), Files.readAllBytes(described));
    int parameters = layout.parameterCount();
    BlockPlan plan =
        new BlockPlan(layout, SettingsLoader.load(null, Map.of()).method().mask().blockLength());
    float[] root = read(file, clients - 1, 0, parameters, parameters);
    // A path cannot go to tasks.
    String name = file.toString();
    JavaRDD<UpdateBlock> blocks =
        spark
            .parallelize(IntStream.range(0, plan.blocks()).boxed().toList())
            .map(block -> block(name, clients, parameters, plan.range(block)))
            .persist(StorageLevel.MEMORY_ONLY());
    blocks.count();
    List<UploadSummary> summaries = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      float[] row = read(file, i, 0, parameters, parameters);
      double norm = Math.sqrt(Vectors.squares(row, parameters));
      summaries.add(
          new UploadSummary(
              "c" + i, Verdict.ACCEPTED, null, null, 1L, new UploadSummary.Sent(0, "", norm)));
    }
    Architecture architecture =
        new Architecture("architecture.pt", Files.readAllBytes(model.resolve("architecture.pt")));
    ModelVersion base = new ModelVersion("bench", 0, "", layout, architecture, root);
    return new Updates(
        spark,
        base,
        summaries,
        unclipped(clients),
        Blocks.of(spark, blocks, plan, clients),
        new RootUpdate(base, root),
        new RootEvaluator(
            spark, architecture, layout, examples(layout), ROOT_EXAMPLES, DeviceChoice.CPU),
        Memory.NONE);
  }

  private static double[] unclipped(int clients) {
    double[] factors = new double[clients];
    Arrays.fill(factors, 1);
    return factors;
  }

  private static LabelledData examples(Layout layout) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[ROOT_EXAMPLES * layout.featureCount()];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) random.nextDouble();
    }
    int[] labels = random.ints(ROOT_EXAMPLES, 0, layout.classes()).toArray();
    return new LabelledData(features, labels, layout.featureCount());
  }

  private static UpdateBlock block(String file, int clients, int parameters, Range range)
      throws IOException {
    float[][] rows = new float[clients + 1][];
    for (int i = 0; i < clients; i++) {
      rows[i] = read(Path.of(file), i, range.start(), range.length(), parameters);
    }
    rows[clients] = rows[clients - 1].clone();
    return new UpdateBlock(range.start(), true, rows);
  }

  private static float[] read(Path file, int client, int start, int length, int parameters)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
      long position = 4L * ((long) client * parameters + start);
      while (bytes.hasRemaining()) {
        int count = channel.read(bytes, position + bytes.position());
        if (count < 0) {
          throw new IOException(file + " is shorter than expected");
        }
      }
      float[] values = new float[length];
      bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }
}
