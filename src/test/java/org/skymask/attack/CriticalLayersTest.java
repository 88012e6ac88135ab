package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.attack.Situation.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * Worked out by hand: two layers of one parameter each, and a loss of ½(a − 4)² + ½w(b − 2)² that
 * is the backdoor's. Trained honestly is B = (1, 1); one step of B's length √2 down the gradient
 * makes M.
 */
class CriticalLayersTest {
  private static final Offset<Float> ROUNDING = within(1e-6f);
  private static final Layout LAYOUT =
      new Layout(
          List.of(2),
          2,
          List.of(
              new TensorSpec("a.weight", List.of(1), true),
              new TensorSpec("b.weight", List.of(1), true)));
  private static final LabelledData NOTHING = new LabelledData(new float[0], new int[0], 2);

  private static LossGradient loss(double weight) {
    return (values, data, gradient) -> {
      double a = values[0] - 4.0;
      double b = values[1] - 2.0;
      gradient[0] = (float) a;
      gradient[1] = (float) (weight * b);
      return (a * a + weight * b * b) / 2;
    };
  }

  private static float[] sent(double weight, Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("steps", 1);
    return Situation.own(row(1, 1))
        .layout(LAYOUT)
        .data(List.of(NOTHING), null, loss(weight))
        .sent("critical-layers", all)[0];
  }

  /** The gradient is (−3, 0): M = (1 + √2, 1), and the second layer is no different. */
  @Test
  void theLayerThatTheBackdoorNeedsIsPoisoned() {
    float root = (float) Math.sqrt(2);
    assertThat(sent(0, Map.of())).containsExactly(new float[] {1 + root, 1}, ROUNDING);
    assertThat(sent(0, Map.of("factor", 2)))
        .containsExactly(new float[] {2 + 2 * root, 1}, ROUNDING);
    assertThat(sent(0, Map.of("factor", 0.5)))
        .containsExactly(new float[] {1 + root / 2, 1}, ROUNDING);
  }

  /**
   * The gradient is (−3, −1): M = (2.3416, 1.4472) has the loss 1.5279, B has 5, and B with M's
   * first layer 1.8751: 90 % of the way.
   */
  @Test
  void layersAreTakenUntilEnoughIsMadeUpFor() {
    float a = (float) (1 + 3 * Math.sqrt(0.2));
    float b = (float) (1 + Math.sqrt(0.2));
    assertThat(sent(1, Map.of("recovered", 0.89))).containsExactly(new float[] {a, 1}, ROUNDING);
    assertThat(sent(1, Map.of("recovered", 0.91))).containsExactly(new float[] {a, b}, ROUNDING);
  }
}
