package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The kernel against a double loop over rows and positions, from any state of the masks. */
class MaskKernelPropertyTest {

  /** Masks anywhere from nearly 0 to nearly 1. */
  private static float[][] anyMasks(int rows, int length, int seed) {
    Random random = new Random(seed);
    float[][] e = new float[rows][length];
    for (float[] row : e) {
      for (int j = 0; j < length; j++) {
        row[j] = (float) Math.exp(-12 + 24 * random.nextDouble());
      }
    }
    return e;
  }

  @Property(tries = 300, seed = "1")
  void theMeanIsTheWeightedMean(
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 300) int length,
      @ForAll @DoubleRange(min = -6, max = 1) double magnitude,
      @ForAll int seed) {
    double deviation = Math.pow(10, magnitude);
    float[][] deltas = KernelRows.normal(rows, length, deviation, seed);
    float[][] e = anyMasks(rows, length, seed);
    float[] total = new float[length];
    float[] mean = new float[length];
    MaskKernel.mean(deltas, e, total, mean);
    NaiveMasks naive = new NaiveMasks(deltas, e);
    for (int j = 0; j < length; j++) {
      assertThat((double) total[j]).isCloseTo(naive.total(j), within(1e-5 * naive.total(j)));
      assertThat((double) mean[j]).isCloseTo(naive.mean(j), within(2e-5 * deviation));
    }
  }

  @Property(tries = 300, seed = "2")
  void aStepIsTheStepOnLogits(
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 300) int length,
      @ForAll @DoubleRange(min = -6, max = 1) double magnitude,
      @ForAll @DoubleRange(min = 0, max = 100) double rate,
      @ForAll int seed) {
    double deviation = Math.pow(10, magnitude);
    float[][] deltas = KernelRows.normal(rows, length, deviation, seed);
    float[][] e = anyMasks(rows, length, seed);
    float[] gradient = KernelRows.normal(1, length, 1 / deviation, seed + 1L)[0];
    NaiveMasks naive = new NaiveMasks(deltas, e);
    float[] total = new float[length];
    float[] mean = new float[length];
    MaskKernel.mean(deltas, e, total, mean);
    MaskKernel.step(deltas, e, gradient, 0, (float) rate, total, mean);
    naive.step(gradient, rate);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < length; j++) {
        assertThat((double) MaskKernel.logit(e[i][j])).isCloseTo(naive.logit(i, j), within(1e-4));
      }
    }
  }

  @Property(tries = 200, seed = "3")
  void tilesAndPlacesDoNotMatter(
      @ForAll @IntRange(min = 1, max = 8) int rows,
      @ForAll @IntRange(min = 2, max = 5000) int length,
      @ForAll int seed) {
    float[][] deltas = KernelRows.normal(rows, length, 0.1, seed);
    float[] gradient = KernelRows.normal(1, length, 0.1, seed + 1L)[0];
    int cut = 1 + Math.floorMod(seed, length - 1);
    float[][] whole = anyMasks(rows, length, seed);
    float[][] left = part(whole, 0, cut);
    float[][] right = part(whole, cut, length);
    step(deltas, whole, gradient, 0);
    step(part(deltas, 0, cut), left, gradient, 0);
    step(part(deltas, cut, length), right, gradient, cut);
    assertThat(part(whole, 0, cut)).isDeepEqualTo(left);
    assertThat(part(whole, cut, length)).isDeepEqualTo(right);
  }

  private static void step(float[][] deltas, float[][] e, float[] gradient, int at) {
    float[] total = new float[e[0].length];
    float[] mean = new float[e[0].length];
    MaskKernel.mean(deltas, e, total, mean);
    MaskKernel.step(deltas, e, gradient, at, 1e3f, total, mean);
  }

  private static float[][] part(float[][] rows, int from, int to) {
    float[][] part = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      part[i] = Arrays.copyOfRange(rows[i], from, to);
    }
    return part;
  }
}
