package org.skymask.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.Limits;
import org.skymask.admission.TrustedKeys;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.round.admit.Admissions;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ShardWriter;

/**
 * Admission of a round's uploads (every check, digests included) beside a plain Spark read of the
 * same files, each of them 140,000 values: seconds for all of them.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "@jobs/lib/java.options"})
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
public class AdmissionBenchmark {
  private static final Layout LAYOUT =
      new Layout(List.of(10), 10, List.of(new TensorSpec("0.weight", List.of(10, 14000), true)));

  private static final String BASE = "sha256:" + "0".repeat(64);

  @Param("1000")
  public int clients;

  private Path directory = Path.of("");
  private List<String> uploads = List.of();

  @SuppressWarnings("NullAway.Init")
  private SparkSession session;

  /** Writes the uploads. */
  @Setup
  public void write() throws IOException {
    directory = Files.createTempDirectory("skymask-bench");
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    FileSystem fs =
        Storage.of(new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
    Random random = new Random(1);
    for (int i = 0; i < clients; i++) {
      String client = String.format("site-%04d", i);
      org.apache.hadoop.fs.Path upload =
          new org.apache.hadoop.fs.Path(directory + "/round=1/client=" + client);
      float[] values = new float[LAYOUT.valueCount()];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) random.nextGaussian();
      }
      List<FileDigest> files = ShardWriter.write(fs, upload, "parts", LAYOUT, values);
      org.apache.hadoop.fs.Path part = new org.apache.hadoop.fs.Path(upload, "part-0.parquet");
      fs.rename(new org.apache.hadoop.fs.Path(upload, files.get(0).name()), part);
      Storage.write(fs, upload, "_manifest.json", manifest(client, files.get(0)));
    }
    uploads =
        IntStream.range(0, clients)
            .mapToObj(i -> String.format("%s/round=1/client=site-%04d", directory, i))
            .toList();
  }

  private static String manifest(String client, FileDigest file) {
    return """
        {"format": "skymask-update/1", "federation": "bench", "round": 1, "client": "%s",
         "baseModel": "%s", "kind": "delta", "examples": 1,
         "files": [{"name": "part-0.parquet", "bytes": %d, "sha256": "%s"}]}
        """
        .formatted(client, BASE, file.bytes(), file.sha256());
  }

  @TearDown
  public void delete() throws IOException {
    session.stop();
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  /** As {@code validate} and {@code round} do it. */
  @Benchmark
  public long admission() {
    AdmissionPolicy policy =
        new AdmissionPolicy("bench", 1, BASE, LAYOUT, Limits.DEFAULTS, TrustedKeys.none());
    long admitted =
        Admissions.judge(
                JavaSparkContext.fromSparkContext(session.sparkContext()),
                uploads,
                policy,
                new float[LAYOUT.valueCount()])
            .stream()
            .filter(UploadSummary::isAdmitted)
            .count();
    if (admitted != clients) {
      throw new IllegalStateException(admitted + " of " + clients + " were admitted");
    }
    return admitted;
  }

  /** Spark's own reader, with every value looked at once. */
  @Benchmark
  public double plainSparkRead() {
    return session
        .read()
        .option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.parquet")
        .parquet(directory.toString())
        .selectExpr("sum(aggregate(values, 0D, (a, x) -> a + x))")
        .first()
        .getDouble(0);
  }
}
