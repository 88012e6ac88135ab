package org.skymask.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * Which parameters a pill consists of: one unit a layer, with its bias and with its weights from
 * the unit chosen in the layer before; of the last layer all weights from the last chosen unit. The
 * first extent of a weight is taken for its units and the second for its inputs, as PyTorch writes
 * them.
 */
final class PillBlueprint {
  private final Layout layout;
  private final float[] importance;
  private final boolean[] chosen;
  private final Map<String, Unit> byLayer = new HashMap<>();

  /** A unit of so many. */
  private record Unit(int index, int of) {}

  private PillBlueprint(Layout layout, float[] importance) {
    this.layout = layout;
    this.importance = importance;
    this.chosen = new boolean[layout.parameterCount()];
  }

  /**
   * @param importance at least [parameterCount]; of a layer's units the one whose weights have the
   *     largest sum of magnitudes is chosen
   * @return [parameterCount]
   */
  static boolean[] of(Layout layout, float[] importance) {
    PillBlueprint blueprint = new PillBlueprint(layout, importance);
    List<TensorSpec> tensors = layout.tensors();
    int[] weights =
        IntStream.range(0, tensors.size())
            .filter(i -> tensors.get(i).trainable() && tensors.get(i).shape().size() > 1)
            .toArray();
    Unit before = null;
    for (int i = 0; i < weights.length; i++) {
      before = blueprint.chooseWeights(weights[i], before, i == weights.length - 1);
    }
    blueprint.chooseVectors();
    return blueprint.chosen;
  }

  private Unit chooseWeights(int tensor, @Nullable Unit before, boolean last) {
    TensorSpec spec = layout.tensors().get(tensor);
    int units = spec.shape().get(0);
    int row = spec.size() / Math.max(1, units);
    boolean follows = before != null && spec.shape().get(1) % before.of() == 0;
    int from = follows && before != null ? row / before.of() * before.index() : 0;
    int to = follows && before != null ? from + row / before.of() : row;
    int start = layout.start(tensor);
    int best = 0;
    double most = -1;
    for (int unit = 0; unit < units; unit++) {
      double weight = weight(start + unit * row + from, start + unit * row + to);
      if (weight > most) {
        most = weight;
        best = unit;
      }
    }
    for (int unit = last ? 0 : best; unit < (last ? units : best + 1); unit++) {
      Arrays.fill(chosen, start + unit * row + from, start + unit * row + to, true);
    }
    Unit unit = new Unit(best, units);
    if (!last) {
      byLayer.put(spec.layer(), unit);
    }
    return unit;
  }

  private double weight(int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += Math.abs(importance[j]);
    }
    return sum;
  }

  /** Biases, and the scales of a normalisation behind the chosen unit. */
  private void chooseVectors() {
    Unit before = null;
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec spec = layout.tensors().get(i);
      Unit unit = byLayer.getOrDefault(spec.layer(), spec.shape().size() > 1 ? null : before);
      if (spec.trainable()
          && spec.shape().size() == 1
          && unit != null
          && unit.of() == spec.size()) {
        chosen[layout.start(i) + unit.index()] = true;
      }
      before = unit;
    }
  }
}
