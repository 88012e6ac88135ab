package org.skymask.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class MediansTest {
  private static final List<ToDoubleFunction<double[]>> ALL =
      List.of(Medians::mean, Medians::meanOfHalves, Medians::lower, Medians::upper);

  @Test
  void ofAnOddNumberAllAreTheMiddleValue() {
    for (ToDoubleFunction<double[]> median : ALL) {
      double[] values = {9, -4, 2};
      assertEquals(2, median.applyAsDouble(values));
      assertArrayEquals(new double[] {9, -4, 2}, values);
      assertEquals(7, median.applyAsDouble(new double[] {7}));
    }
    assertEquals(2, Medians.ofSorted(new float[] {-4, 2, 9}));
  }

  @Test
  void ofAnEvenNumberTheyTellTheMiddleTwoApart() {
    double[] values = {8, 1, 3, 4};
    assertEquals(3.5, Medians.mean(values));
    assertEquals(3.5, Medians.meanOfHalves(values));
    assertEquals(3, Medians.lower(values));
    assertEquals(4, Medians.upper(values));
    assertEquals(3.5, Medians.ofSorted(new float[] {1, 3, 4, 8}));
  }

  @Test
  void theMeanOverflowsAndThatOfHalvesDoesNot() {
    double large = Double.MAX_VALUE;
    assertEquals(Double.POSITIVE_INFINITY, Medians.mean(large, large));
    assertEquals(large, Medians.meanOfHalves(large, large));
    // Half of the least number above 0 is 0.
    assertEquals(Double.MIN_VALUE, Medians.mean(Double.MIN_VALUE, Double.MIN_VALUE));
    assertEquals(0, Medians.meanOfHalves(Double.MIN_VALUE, Double.MIN_VALUE));
    assertEquals(Float.MAX_VALUE, Medians.ofSorted(new float[] {Float.MAX_VALUE, Float.MAX_VALUE}));
  }

  @Test
  void noValuesHaveNone() {
    for (ToDoubleFunction<double[]> median : ALL) {
      assertThrows(IllegalArgumentException.class, () -> median.applyAsDouble(new double[0]));
    }
  }
}
