package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MaskKernelTest {
  private static final int[] LENGTHS = {1, 13, 207, 702, 2047, 2048, 2049, 5000};
  private static final int[] ROWS = {1, 2, 3, 50, 101};
  private static final float RATE = 2e4f;

  static List<Arguments> sizes() {
    List<Arguments> sizes = new ArrayList<>();
    for (int rows : ROWS) {
      for (int length : LENGTHS) {
        sizes.add(Arguments.of(rows, length));
      }
    }
    return sizes;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void fastPathAgreesWithThePlainLoop(int rows, int length) {
    float[][] deltas = KernelRows.normal(rows, length, 0.05, 1);
    float[][] gradients = KernelRows.normal(5, length, 0.01, 2);
    float[][] fast = KernelRows.masks(rows, length);
    float[][] plain = KernelRows.masks(rows, length);
    float[] fastTotal = new float[length];
    float[] fastMean = new float[length];
    float[] plainTotal = new float[length];
    float[] plainMean = new float[length];
    MaskKernel.mean(deltas, fast, fastTotal, fastMean);
    PlainMaskKernel.mean(deltas, plain, plainTotal, plainMean, 0, length);
    for (float[] gradient : gradients) {
      MaskKernel.step(deltas, fast, gradient, 0, RATE, fastTotal, fastMean);
      PlainMaskKernel.step(deltas, plain, gradient, 0, RATE, plainTotal, plainMean, 0, length);
    }
    assertThat(worstLogit(fast, plain)).isLessThan(1e-5);
    for (int j = 0; j < length; j++) {
      assertThat(fastTotal[j]).isCloseTo(plainTotal[j], within(1e-5f * rows));
      assertThat(fastMean[j]).isCloseTo(plainMean[j], within(1e-6f));
    }
  }

  private static double worstLogit(float[][] a, float[][] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        worst = Math.max(worst, Math.abs(Math.log(a[i][j]) - Math.log(b[i][j])));
      }
    }
    return worst;
  }

  @Test
  void twentyEpochsStayCloseToDoublePrecision() {
    int length = 3000;
    float[][] deltas = KernelRows.normal(30, length, 0.05, 3);
    float[][] e = KernelRows.masks(30, length);
    NaiveMasks naive = new NaiveMasks(deltas);
    float[] total = new float[length];
    float[] mean = new float[length];
    MaskKernel.mean(deltas, e, total, mean);
    for (float[] gradient : KernelRows.normal(20, length, 0.01, 4)) {
      MaskKernel.step(deltas, e, gradient, 0, RATE, total, mean);
      naive.step(gradient, RATE);
    }
    for (int i = 0; i < e.length; i++) {
      for (int j = 0; j < length; j++) {
        assertThat(MaskKernel.logit(e[i][j])).isCloseTo((float) naive.logit(i, j), within(1e-5f));
      }
    }
  }

  /** Two rows, one position, by hand: s = 0.7311, s(1−s) = 0.19661, total = 1.46212, mean = 0. */
  @Test
  void aStepByHand() {
    float[][] deltas = {{0.5f}, {-0.5f}};
    float[][] e = KernelRows.masks(2, 1);
    float[] total = new float[1];
    float[] mean = new float[1];
    MaskKernel.mean(deltas, e, total, mean);
    assertThat(total[0]).isCloseTo(1.46212f, within(1e-5f));
    assertThat(mean[0]).isCloseTo(0, within(1e-7f));
    MaskKernel.step(deltas, e, new float[] {2}, 0, 3, total, mean);
    assertThat(MaskKernel.logit(e[0][0])).isCloseTo(1 - 0.403413f, within(1e-5f));
    assertThat(MaskKernel.logit(e[1][0])).isCloseTo(1 + 0.403413f, within(1e-5f));
    assertThat(mean[0]).isNegative();
  }

  @Test
  void aStepIsNeverLongerThanOne() {
    float[][] deltas = {{1, 1, 1e20f}, {-1, -1, -1e10f}};
    float[][] e = KernelRows.masks(2, 3);
    float[] total = new float[3];
    float[] mean = new float[3];
    MaskKernel.mean(deltas, e, total, mean);
    MaskKernel.step(deltas, e, new float[] {1e30f, -1e30f, 1e10f}, 0, 1e5f, total, mean);
    assertThat(MaskKernel.logit(e[0][0])).isCloseTo(0, within(1e-6f));
    assertThat(MaskKernel.logit(e[1][0])).isCloseTo(2, within(1e-6f));
    assertThat(MaskKernel.logit(e[0][1])).isCloseTo(2, within(1e-6f));
    assertThat(MaskKernel.logit(e[1][1])).isCloseTo(0, within(1e-6f));
    assertThat(MaskKernel.logit(e[0][2])).isCloseTo(0, within(1e-6f));
  }

  @Test
  void twoHundredFullStepsOneWayLeaveFiniteMasks() {
    float[][] deltas = {{1}, {-1}};
    float[][] e = KernelRows.masks(2, 1);
    float[] total = new float[1];
    float[] mean = new float[1];
    MaskKernel.mean(deltas, e, total, mean);
    for (int epoch = 0; epoch < 200; epoch++) {
      if (epoch >= MaskKernel.FREE_STEPS) {
        MaskKernel.bound(e);
      }
      MaskKernel.step(deltas, e, new float[] {1e30f}, 0, 1e5f, total, mean);
    }
    assertThat(mean[0]).isBetween(-1f, 0f);
    assertThat(e[0][0]).isFinite().isPositive();
    assertThat(e[1][0]).isFinite().isPositive();
  }

  @Test
  void rowsAlikeAreNotMoved() {
    float[][] same = {{0.25f, 0}, {0.25f, 0}, {0.25f, 0}};
    float[][] e = KernelRows.masks(3, 2);
    float[] total = new float[2];
    float[] mean = new float[2];
    MaskKernel.mean(same, e, total, mean);
    MaskKernel.step(same, e, new float[] {1, 1}, 0, 1e3f, total, mean);
    // Where all are zero exactly; elsewhere the mean is as good as float32 has it.
    for (float[] row : e) {
      assertThat(row[1]).isEqualTo(MaskKernel.START);
      assertThat(MaskKernel.logit(row[0])).isCloseTo(1, within(1e-4f));
    }
    assertThat(mean[1]).isZero();
    assertThat(mean[0]).isCloseTo(0.25f, within(1e-7f));
  }

  @Test
  void readsItsPartOfALongerGradient() {
    float[][] deltas = KernelRows.normal(3, 10, 0.1, 5);
    float[] whole = KernelRows.normal(1, 25, 0.1, 6)[0];
    float[][] a = KernelRows.masks(3, 10);
    float[][] b = KernelRows.masks(3, 10);
    step(deltas, a, whole, 7);
    step(deltas, b, Arrays.copyOfRange(whole, 7, 17), 0);
    assertThat(a).isDeepEqualTo(b);
  }

  private static void step(float[][] deltas, float[][] e, float[] gradient, int at) {
    float[] total = new float[10];
    float[] mean = new float[10];
    MaskKernel.mean(deltas, e, total, mean);
    MaskKernel.step(deltas, e, gradient, at, 100, total, mean);
  }

  @Test
  void anExponentialIsRightToSevenDigits() {
    for (int i = -100_000; i <= 100_000; i++) {
      float x = i / 200_000f;
      double exact = Math.exp(x);
      assertThat(Math.abs(FastMaskKernel.exp(x) - exact) / exact).isLessThan(1.2e-7);
    }
    assertThat(FastMaskKernel.exp(0)).isEqualTo(1);
  }

  @Test
  void aMaskIsAboveTheThresholdWhereEIsBelowTheCut() {
    for (double threshold : new double[] {0.1, 0.5, 0.9}) {
      float cut = MaskKernel.cut(threshold);
      assertThat(1 / (1 + (double) cut)).isCloseTo(threshold, within(1e-7));
    }
    assertThat(MaskKernel.START).isLessThan(MaskKernel.cut(0.5));
  }

  @Test
  void sumsTheSoftMaskOfARange() {
    float[] e = {1, 0, 3, 1};
    assertThat(MaskKernel.sum(e, 1, 4)).isCloseTo(1 + 0.25 + 0.5, within(1e-12));
  }

  @Test
  void refusesWhatDoesNotFit() {
    float[][] two = KernelRows.masks(2, 4);
    assertThatThrownBy(
            () -> MaskKernel.mean(two, KernelRows.masks(3, 4), new float[4], new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 rows of deltas and 3 of masks");
    assertThatThrownBy(
            () -> MaskKernel.mean(two, KernelRows.masks(2, 5), new float[4], new float[4]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> MaskKernel.step(two, two, new float[5], 2, 1, new float[4], new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a gradient of 5 for 4 positions at 2");
  }
}
