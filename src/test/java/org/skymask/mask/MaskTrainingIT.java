package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;
import org.skymask.engine.Fixture;
import org.skymask.engine.TestVectors;
import org.skymask.mask.MaskTraining.DivergedException;
import org.skymask.mask.MaskTraining.Trained;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;

class MaskTrainingIT {
  private static final Fixture FIXTURE = Fixture.read("mlp");
  private static final Layout LAYOUT = FIXTURE.layout();
  private static final MaskSchedule SCHEDULE = new MaskSchedule(4, 1e5, 0.5);
  private static final int ROWS = 5;

  private static JavaSparkContext spark;
  private static RootEvaluator root;

  @BeforeAll
  static void open() {
    spark = TestSpark.local(2);
    root =
        new RootEvaluator(
            spark, FIXTURE.architecture(), LAYOUT, FIXTURE.data(), 2, DeviceChoice.CPU);
  }

  @AfterAll
  static void close() {
    root.close();
    spark.close();
  }

  private static float[] base() {
    return TestVectors.onAxis(LAYOUT, FIXTURE.values(), LAYOUT.valueCount());
  }

  private static float[][] deltas(double deviation) {
    Random random = new Random(1);
    float[][] deltas = new float[ROWS][LAYOUT.parameterCount()];
    for (float[] row : deltas) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) (deviation * random.nextGaussian());
      }
    }
    return deltas;
  }

  private static MaskTraining training(BlockPlan plan, float[][] deltas) {
    List<UpdateBlock> blocks = new ArrayList<>();
    for (int block = 0; block < plan.blocks(); block++) {
      if (plan.isTrainable(block)) {
        Range range = plan.range(block);
        float[][] rows =
            Arrays.stream(deltas)
                .map(row -> Arrays.copyOfRange(row, range.start(), range.end()))
                .toArray(float[][]::new);
        blocks.add(new UpdateBlock(range.start(), true, rows));
      }
    }
    JavaRDD<UpdateBlock> rdd = spark.parallelize(blocks, 3);
    return new MaskTraining(spark, rdd, plan, SCHEDULE, ROWS, DeviceChoice.CPU);
  }

  @Test
  void blocksMakeNoDifference() throws DivergedException {
    float[][] deltas = deltas(0.05);
    List<Integer> seen = new ArrayList<>();
    try (MaskTraining whole = training(new BlockPlan(LAYOUT, 1 << 20), deltas);
        MaskTraining cut = training(new BlockPlan(LAYOUT, 7), deltas)) {
      Trained one = whole.train(base(), root, (epoch, epochs, loss) -> seen.add(epoch));
      Trained many = cut.train(base(), root, (epoch, epochs, loss) -> {});
      assertThat(seen).containsExactly(1, 2, 3, 4);
      assertThat(one.losses()).hasSize(4).isEqualTo(many.losses());
      assertThat(one.losses().get(3)).isLessThan(one.losses().get(0));
      assertThat(MaskLogits.of(whole, ROWS, LAYOUT))
          .isDeepEqualTo(MaskLogits.of(cut, ROWS, LAYOUT));
      assertSame(whole.statistics(), cut.statistics());
    }
  }

  private static void assertSame(MaskStatistics one, MaskStatistics many) {
    assertThat(one.layers()).isEqualTo(many.layers());
    assertThat(one.grams()).isDeepEqualTo(many.grams());
    for (int layer = 0; layer < one.sizes().length; layer++) {
      for (int row = 0; row < ROWS; row++) {
        assertThat(one.softMeans()[layer][row])
            .isCloseTo(many.softMeans()[layer][row], within(1e-12));
      }
    }
  }

  @Test
  void statisticsAreThoseOfTheLogits() throws DivergedException {
    try (MaskTraining training = training(new BlockPlan(LAYOUT, 10), deltas(0.05))) {
      training.train(base(), root, (epoch, epochs, loss) -> {});
      float[][] logits = MaskLogits.of(training, ROWS, LAYOUT);
      MaskStatistics statistics = training.statistics();
      for (int row = 0; row < ROWS; row++) {
        long ones = 0;
        for (float logit : logits[row]) {
          ones += logit > 0 ? 1 : 0;
        }
        assertThat(statistics.density(row)).isEqualTo((double) ones / LAYOUT.parameterCount());
      }
      assertThat(statistics.parameterCount()).isEqualTo(LAYOUT.parameterCount());
    }
  }

  @Test
  void aLossThatIsNoNumberEndsIt() {
    float[] base = base();
    float[][] deltas = new float[ROWS][base.length];
    int last = LAYOUT.parameterCount() - 1;
    base[last] = Float.MAX_VALUE;
    for (float[] row : deltas) {
      row[last] = Float.MAX_VALUE / 20;
    }
    try (MaskTraining training = training(new BlockPlan(LAYOUT, 10), deltas)) {
      DivergedException diverged =
          catchThrowableOfType(
              DivergedException.class,
              () -> training.train(base, root, (epoch, epochs, loss) -> {}));
      assertThat(diverged.losses()).hasSize(1);
      assertThat(diverged.losses().get(0)).isNotFinite();
      assertThat(diverged)
          .hasMessageMatching("the root loss is (NaN|Infinity) in epoch 1 of mask training");
    }
  }

  @Test
  void lossesOfExamplesAddUpToTheLoss() {
    double[] losses = root.losses(base());
    assertThat(losses).hasSize(FIXTURE.data().size());
    assertThat(Arrays.stream(losses).average().orElseThrow())
        .isCloseTo(root.gradient(base()).loss(), within(1e-6));
  }

  @Test
  void microBatchesMakeNoDifferenceBeyondRounding() {
    try (RootEvaluator whole =
        new RootEvaluator(
            spark, FIXTURE.architecture(), LAYOUT, FIXTURE.data(), 1000, DeviceChoice.CPU)) {
      float[] a = root.gradient(base()).gradient();
      float[] b = whole.gradient(base()).gradient();
      assertThat(a).containsExactly(b, within(1e-6f));
    }
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(
            () ->
                new UpdateBlock(0, true, new float[][] {{1, 2}, {1}})
                    .advance(0, epoch -> new float[2], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
