package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.TestSpark;
import org.skymask.fixture.Built;
import org.skymask.mask.MaskTraining.DivergedException;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;
import org.skymask.storage.version.ModelStore;

/**
 * The golden cases: rounds whose results are known from float64 PyTorch, to the tolerances that
 * float32 deserves. The worst deviations are left in target/golden.md. Further cases: {@code
 * -Dskymask.golden=DIRECTORY}.
 */
class GoldenIT {
  private static final Path TABLE = Built.directory().resolve("golden.md");
  private static final String LENGTH = "mask.block-length";
  private static final String CLIP = "aggregation.clip-norm";
  private static final int DEFAULT_LENGTH = 16384;

  private static JavaSparkContext spark;
  private static GoldenRounds rounds;

  @BeforeAll
  static void open() throws IOException {
    spark = TestSpark.local(2);
    rounds = new GoldenRounds(spark);
    Files.writeString(
        TABLE, "| case | quantity | worst deviation | allowed |\n|---|---|---|---|\n");
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  static List<GoldenCase> cases() throws IOException {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void roundsEndAsExpected(GoldenCase golden, @TempDir Path directory)
      throws IOException, DivergedException {
    for (int length : lengths(golden)) {
      Deviations deviations = new Deviations();
      GoldenComparison comparison = new GoldenComparison(golden, deviations);
      GoldenRounds.Masks masks = rounds.masks(golden, Map.of(LENGTH, String.valueOf(length)));
      comparison.masks(masks);
      if (golden.hasLogits()) {
        // The cases hold the logits of a training without norm clipping, and all else with it.
        comparison.logits(
            rounds.masks(golden, Map.of(LENGTH, String.valueOf(length), CLIP, "0")).logits());
      }
      comparison.plane(
          round(golden, "root-row", length, directory, comparison).result(),
          apart(masks.statistics()));
      round(golden, "verified", length, directory, comparison);
      close(golden + ", blocks of " + length, deviations);
    }
  }

  private GoldenRounds.Done round(
      GoldenCase golden, String decision, int length, Path directory, GoldenComparison comparison)
      throws IOException {
    Map<String, String> changes =
        Map.of("cluster.decision", decision, LENGTH, String.valueOf(length));
    GoldenRounds.Done done = rounds.round(golden, directory.resolve(decision + length), changes);
    comparison.round(decision, done);
    if (golden.expected().has("accuracy")) {
      comparison.accuracy(decision, rounds.accuracy(golden, done, done.model()));
    }
    return done;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plainAveragingDoesAsExpected(GoldenCase golden, @TempDir Path directory) throws IOException {
    GoldenRounds.Done done =
        rounds.round(
            golden, directory.resolve("models"), Map.of("aggregator", "fedavg", CLIP, "0"));
    assertThat(done.result().record().result().counts().accepted())
        .isEqualTo(golden.clients().size());
    if (golden.expected().has("accuracy")) {
      Deviations deviations = new Deviations();
      GoldenComparison comparison = new GoldenComparison(golden, deviations);
      comparison.accuracy("base", rounds.accuracy(golden, done, done.base()));
      comparison.accuracy("plain average", rounds.accuracy(golden, done, done.model()));
      close(golden + ", plain averaging", deviations);
    }
  }

  /** One that divides the parameter axis, and ones that do not. */
  private static Set<Integer> lengths(GoldenCase golden) throws IOException {
    ModelStore store =
        new ModelStore(
            golden.directory().resolve("models").toString(), spark.hadoopConfiguration());
    Layout layout = store.read(store.readCommit(0).orElseThrow()).layout();
    int parameters = layout.parameterCount();
    assertThat(parameters % 2).as("two blocks divide %s", parameters).isZero();
    return new TreeSet<>(Set.of(parameters < 10_000 ? 64 : 1000, parameters / 2, DEFAULT_LENGTH));
  }

  /**
   * Whether the two largest eigenvalues of the summed Gram matrix are 5 % from their neighbours.
   */
  private static boolean[] apart(MaskStatistics masks) {
    int rows = masks.rows();
    RealMatrix sum = new Array2DRowRealMatrix(rows, rows);
    for (double[][] gram : masks.grams()) {
      sum = sum.add(new Array2DRowRealMatrix(gram));
    }
    RealMatrix centre = MatrixUtils.createRealIdentityMatrix(rows).scalarAdd(-1.0 / rows);
    double[] values =
        new EigenDecomposition(centre.multiply(sum).multiply(centre)).getRealEigenvalues();
    Arrays.sort(values);
    boolean first = values[rows - 2] < 0.95 * values[rows - 1];
    return new boolean[] {first, first && values[rows - 3] < 0.95 * values[rows - 2]};
  }

  private static void close(String title, Deviations deviations) throws IOException {
    Files.writeString(TABLE, deviations.table(title), StandardOpenOption.APPEND);
    assertThat(deviations.beyond()).as(title).isEmpty();
  }
}
