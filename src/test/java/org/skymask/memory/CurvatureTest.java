package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurvatureTest {
  private static final float[] NOWHERE = {0, 0, 7};

  private static double of(float[] now, float[] then, float[] base, float[] earlier) {
    return Curvature.of(now, then, base, earlier, 2);
  }

  private static ClientRecord record(double curvature, double weight, boolean reversed) {
    return new ClientRecord(0, curvature * weight, weight, reversed, false, 3, List.of(1, 2, 3));
  }

  /** The model moved by (1, 1) and the update shrank by (1, 0): cosine 1/√2. */
  @Test
  void anUpdateThatGivesWayIsPositive() {
    float[] base = {1, 1, 9};
    assertThat(of(new float[] {1, 1, 5}, new float[] {2, 1, 4}, base, NOWHERE))
        .isCloseTo(1 / Math.sqrt(2), within(1e-12));
    assertThat(of(new float[] {3, 1, 5}, new float[] {2, 1, 4}, base, NOWHERE))
        .isCloseTo(-1 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void whereNothingMovedThereIsNone() {
    float[] base = {1, 1, 9};
    float[] update = {2, 3, 4};
    assertThat(of(update, update, base, NOWHERE)).isNaN();
    assertThat(of(update, new float[] {1, 1, 1}, base, base)).isNaN();
  }

  @Test
  void aFlagNeedsTheRootUpdatesWord() {
    ClientRecord holds = record(0.05, 2, false);
    ClientRecord doesNot = record(0.04, 2, false);
    ClientRecord once = record(0.9, 1, false);
    assertThat(Curvature.reversed(record(-0.05, 1.7, false), holds)).isTrue();
    assertThat(Curvature.reversed(record(-0.04, 1.7, false), holds)).isFalse();
    assertThat(Curvature.reversed(record(-0.5, 1, false), holds)).isFalse();
    assertThat(Curvature.reversed(record(-0.5, 1.7, false), doesNot)).isFalse();
    assertThat(Curvature.reversed(record(-0.5, 1.7, false), once)).isFalse();
  }

  /** Once set it stays until κ̄ is above 0, whatever the root update says. */
  @Test
  void aFlagIsClearedAboveZero() {
    ClientRecord doesNot = record(-1, 2, false);
    assertThat(Curvature.reversed(record(0, 2, true), doesNot)).isTrue();
    assertThat(Curvature.reversed(record(0.01, 2, true), doesNot)).isFalse();
  }
}
