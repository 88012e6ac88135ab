package org.skymask.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPointSumsTest {
  private static final double[] BOUNDS = {1e-3, 5, 1e20, 0};

  private static double[] numbers(int sum) {
    Random random = new Random(sum + 1);
    double[] numbers = new double[1001];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (2 * random.nextDouble() - 1) * BOUNDS[sum] / numbers.length;
    }
    return numbers;
  }

  @Test
  void sumsAreCloseAndTheSameBitsInAnyOrder() {
    FixedPointSums forth = new FixedPointSums(BOUNDS);
    FixedPointSums back = forth.empty();
    FixedPointSums part = forth.empty();
    double[] exact = new double[BOUNDS.length];
    for (int sum = 0; sum < BOUNDS.length; sum++) {
      double[] numbers = numbers(sum);
      for (int i = 0; i < numbers.length; i++) {
        exact[sum] += numbers[i];
        forth.add(sum, numbers[i]);
        (i % 3 == 0 ? part : back).add(sum, numbers[numbers.length - 1 - i]);
      }
    }
    back.add(part);
    assertThat(back.values()).containsExactly(forth.values());
    for (int sum = 0; sum < BOUNDS.length; sum++) {
      assertThat(forth.values()[sum]).isCloseTo(exact[sum], within(1e-12 * BOUNDS[sum]));
    }
  }

  @Test
  void theBoundItselfFits() {
    FixedPointSums sums = new FixedPointSums(new double[] {7.999, 8});
    sums.add(0, 7.999);
    sums.add(1, -8);
    assertThat(sums.values()).containsExactly(7.999, -8);
  }
}
