package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.DriverProcess;
import org.skymask.TestSpark;
import org.skymask.fixture.Built;
import org.skymask.mask.Part;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.round.ParameterProcess.Cut;
import org.skymask.round.publish.NewModel;
import org.skymask.round.publish.ParameterJob;
import org.skymask.round.publish.ParameterJob.Written;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.version.AttemptFiles;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** A version of several files: the same bytes by whatever executors, and whatever fails. */
class ParameterJobIT {
  private static final int WIDTH = 8000;
  private static final Layout LAYOUT = ParameterProcess.layout(WIDTH);
  private static final Cut CUT = new Cut(1000, 7000, 1500);

  private Path models;
  private ModelStore store;

  @BeforeEach
  void aVersionZero(@TempDir Path directory) throws IOException {
    FlakyFileSystem.failing = "none";
    models = directory;
    store = new ModelStore(models.toString(), new Configuration(false));
    ParameterProcess.commit(models.toString(), LAYOUT, ParameterFiles.of(LAYOUT, 1000, 7000));
  }

  private static Written publish(String master, Path models, Map<String, String> conf)
      throws IOException {
    try (JavaSparkContext spark = TestSpark.open(master, conf)) {
      return ParameterProcess.publish(spark, models.toString(), LAYOUT, CUT);
    }
  }

  private Path parameters() {
    return models.resolve("round=1/attempt=b/parameters");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isTheSameOnOneCoreAndOnExecutorsOfTheirOwn(@TempDir Path other) throws Exception {
    Written here = publish("local[1]", models, Map.of());
    assertThat(here.files()).hasSize(5);
    assertThat(here.model()).isEqualTo(ModelDigest.of(LAYOUT, ParameterProcess.expected(LAYOUT)));
    assertThat(
            new AttemptFiles(store.fileSystem(), store.attempt(1, "b"))
                .readValues(here.files(), LAYOUT))
        .containsExactly(ParameterProcess.expected(LAYOUT));

    // The base's files are cut in another way there.
    ParameterProcess.commit(other.toString(), LAYOUT, ParameterFiles.of(LAYOUT));
    String log =
        DriverProcess.run(
            "512m",
            Built.directory().resolve("publish-home"),
            ParameterProcess.class,
            List.of(
                other.toString(),
                String.valueOf(WIDTH),
                String.valueOf(CUT.row()),
                String.valueOf(CUT.file()),
                "900"));
    assertThat(log).contains(here.model());
    Path there = other.resolve("round=1/attempt=b/parameters");
    assertThat(names(there)).isEqualTo(names(parameters())).hasSize(5);
    for (String name : names(there)) {
      assertThat(there.resolve(name)).hasSameBinaryContentAs(parameters().resolve(name));
    }
  }

  @Test
  void aTaskThatFailedIsDoneAgainUnderAnotherName() throws IOException {
    Files.createDirectories(parameters());
    Files.writeString(parameters().resolve("part-3-1.0.parquet"), "of an executor that was lost");
    FlakyFileSystem.failing = "part-1.parquet";
    int failures = FlakyFileSystem.FAILURES.get();
    Written written =
        publish(
            "local[2,3]",
            models,
            Map.of(
                "spark.hadoop.fs.file.impl",
                FlakyFileSystem.class.getName(),
                "spark.hadoop.fs.file.impl.disable.cache",
                "true"));
    assertThat(FlakyFileSystem.FAILURES.get()).isEqualTo(failures + 1);
    assertThat(written.model())
        .isEqualTo(ModelDigest.of(LAYOUT, ParameterProcess.expected(LAYOUT)));
    assertThat(written.files())
        .extracting(FileDigest::name)
        .element(1)
        .isEqualTo("parameters/part-1-0.1.parquet");
    assertThat(names(parameters()))
        .containsExactlyInAnyOrderElementsOf(
            written.files().stream().map(file -> file.name().substring(11)).toList());
  }

  @Test
  void carriedValuesKeepTheirBits() throws IOException {
    Commit base = store.readCommit(0).orElseThrow();
    try (JavaSparkContext spark = TestSpark.local(2)) {
      Written written =
          new ParameterJob(spark, store, LAYOUT, ParameterFiles.of(LAYOUT, 1000, 7000))
              .write(base, NewModel.carried(spark, 3), store.attempt(1, "b"));
      assertThat(written.model()).isEqualTo(base.model());
      assertThat(written.files()).isEqualTo(base.parameters());
    }
  }

  @Test
  void whatIsNotFiniteIsNotPublished() throws IOException {
    try (JavaSparkContext spark = TestSpark.local(2)) {
      float[] mean = new float[LAYOUT.valueCount()];
      mean[24001] = Float.MAX_VALUE;
      NewModel model =
          new NewModel(new double[0], spark.parallelize(List.of(new Part(0, mean)), 1), 1e30);
      ParameterJob job = new ParameterJob(spark, store, LAYOUT, ParameterFiles.of(LAYOUT));
      assertThatThrownBy(
              () -> job.write(store.readCommit(0).orElseThrow(), model, store.attempt(1, "b")))
          .rootCause()
          .hasMessage("element 1 of tensor last.weight of the new model would be Infinity");
      assertThat(parameters()).doesNotExist();
    }
  }

  @Test
  void aBaseThatWasDamagedMeanwhileIsNoBase() throws IOException {
    Path file = models.resolve("round=0/attempt=a/parameters/part-2.parquet");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    assertThatThrownBy(() -> publish("local[2]", models, Map.of()))
        .rootCause()
        .hasMessageContaining("part-2.parquet is damaged");
  }
}
