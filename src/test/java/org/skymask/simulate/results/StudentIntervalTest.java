package org.skymask.simulate.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.skymask.report.RuleComparison.Difference;

class StudentIntervalTest {

  /** Quantiles of a printed table: 4.3027 for 2 degrees of freedom, 12.706 for 1, 2.262 for 9. */
  @Test
  void theIntervalIsStudents() {
    Difference three = StudentInterval.of(1, 2, 3);
    assertThat(three.mean()).isEqualTo(2);
    assertThat(three.half()).isEqualTo(4.3027 / Math.sqrt(3), within(1e-4));
    assertThat(three.isWithinChance()).isTrue();
    assertThat(StudentInterval.of(2, 3, 4).isWithinChance()).isFalse();

    Difference two = StudentInterval.of(-1, -3);
    assertThat(two.mean()).isEqualTo(-2);
    assertThat(two.half()).isEqualTo(12.706 * Math.sqrt(2) / Math.sqrt(2), within(1e-3));

    double[] ten = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
    assertThat(StudentInterval.of(ten).half())
        .isEqualTo(2.262 * Math.sqrt(10 / 9.0) / Math.sqrt(10), within(1e-3));
  }

  @Test
  void whatIsAlwaysTheSameIsATieOnlyWhereItIsNothing() {
    assertThat(StudentInterval.of(0, 0).isWithinChance()).isTrue();
    assertThat(StudentInterval.of(0.5, 0.5).isWithinChance()).isFalse();
  }

  @Test
  void oneSeedSaysNothing() {
    Difference one = StudentInterval.of(0.3);
    assertThat(one.half()).isNaN();
    assertThat(one.isWithinChance()).isFalse();
  }
}
