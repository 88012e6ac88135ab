package org.skymask.round;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.S3Endpoint;
import org.skymask.model.Architecture;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.TensorSpec;
import org.skymask.model.Verdict;
import org.skymask.round.publish.ModelFiles;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * The commit of a round, milliseconds: all files of the attempt of a CNN of 139,960 parameters with
 * 100 clients, and commit.json; on a local disk, on HDFS (two DataNodes) and on S3 (s3proxy), both
 * on this machine.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 10)
@Measurement(iterations = 30)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class CommitBenchmark {
  private static final Layout LAYOUT =
      new Layout(
          List.of(1, 28, 28),
          10,
          List.of(
              new TensorSpec("0.weight", List.of(30, 1, 3, 3), true),
              new TensorSpec("0.bias", List.of(30), true),
              new TensorSpec("3.weight", List.of(50, 30, 3, 3), true),
              new TensorSpec("3.bias", List.of(50), true),
              new TensorSpec("7.weight", List.of(100, 1250), true),
              new TensorSpec("7.bias", List.of(100), true),
              new TensorSpec("9.weight", List.of(10, 100), true),
              new TensorSpec("9.bias", List.of(10), true)));

  @Param({"file", "hdfs", "s3a"})
  public String storage;

  private final float[] values = new float[LAYOUT.valueCount()];
  private final Architecture architecture = new Architecture("architecture.pt", new byte[20_000]);
  private final List<ClientResult> clients =
      IntStream.range(0, 100)
          .mapToObj(i -> ClientResult.refused("site-" + i, Verdict.ACCEPTED, null, null, 600L))
          .toList();
  private Path directory;
  private HdfsCluster cluster;
  private S3Endpoint endpoint;
  private ModelStore store;
  private int round;

  /** Starts the storage. */
  @Setup
  public void start() throws IOException {
    Random random = new Random(1);
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) random.nextGaussian();
    }
    directory = Files.createTempDirectory(Path.of("target"), "commits");
    Configuration hadoop = new Configuration();
    String models =
        switch (storage) {
          case "hdfs" -> {
            cluster = HdfsCluster.start(directory.toAbsolutePath(), 2);
            hadoop.set("dfs.replication", "2");
            yield cluster.uri() + "/models";
          }
          case "s3a" -> {
            endpoint = S3Endpoint.start().bucket("models");
            Map<String, String> settings = endpoint.settings();
            settings.forEach(hadoop::set);
            yield "s3a://models/models";
          }
          default -> directory.toUri() + "models";
        };
    store = new ModelStore(models, hadoop);
  }

  /** Stops it. */
  @TearDown
  public void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  /** As a round does it, with records of the usual sizes. */
  @Benchmark
  public Commit commit() throws IOException {
    String attempt = UUID.randomUUID().toString();
    org.apache.hadoop.fs.Path files = store.attempt(round, attempt);
    FileSystem fs = store.fileSystem();
    List<FileDigest> written = new ArrayList<>(ModelFiles.write(fs, files, LAYOUT, architecture));
    written.addAll(ShardWriter.write(fs, files, FileNames.PARAMETERS, LAYOUT, values));
    written.add(ClientsFile.write(fs, files, "clients.parquet", clients));
    byte[] record = "x".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    written.add(Storage.write(fs, files, "round.json", record));
    Storage.write(fs, files, "report.html", record);
    String digest = ModelDigest.of(LAYOUT, values);
    Commit commit = new Commit("bench", round, attempt, digest, digest, written, "bench");
    round++;
    return store.publish(commit);
  }

  /** commit.json alone. */
  @Benchmark
  public Commit commitFileAlone() throws IOException {
    String attempt = UUID.randomUUID().toString();
    org.apache.hadoop.fs.Path files = store.attempt(round, attempt);
    List<FileDigest> written =
        List.of(Storage.write(store.fileSystem(), files, "layout.json", "{}"));
    String digest = "sha256:" + "0".repeat(64);
    Commit commit = new Commit("bench", round, attempt, digest, digest, written, "bench");
    round++;
    return store.publish(commit);
  }
}
