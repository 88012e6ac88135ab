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

  /** A sum of 1e60 that is taken away again does not take the small numbers with it. */
  @Test
  void furtherWordsKnowWhatIsSmallBesideTheBound() {
    double[] bounds = {2e60, 2e60};
    assertThat(FixedPointSums.words(0)).isEqualTo(1);
    assertThat(FixedPointSums.words(32)).isEqualTo(2);
    FixedPointSums sums = new FixedPointSums(bounds, FixedPointSums.words(200));
    FixedPointSums back = sums.empty();
    sums.add(0, 1e60);
    sums.add(1, 0.75);
    back.add(0, -3.5);
    back.add(0, -1e60);
    back.add(1, -1.5);
    sums.add(back);
    assertThat(sums.values()).containsExactly(-3.5, -0.75);
  }

  @Test
  void wordsMakeNoDifferenceWhereOneWouldDo() {
    FixedPointSums one = new FixedPointSums(BOUNDS);
    FixedPointSums three = new FixedPointSums(BOUNDS, 3);
    for (int sum = 0; sum < BOUNDS.length; sum++) {
      for (double number : numbers(sum)) {
        one.add(sum, number);
        three.add(sum, number);
      }
      assertThat(three.values()[sum]).isCloseTo(one.values()[sum], within(1e-14 * BOUNDS[sum]));
    }
  }
}
