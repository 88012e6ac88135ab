package org.skymask.attack;

import java.util.List;
import java.util.Set;
import org.skymask.model.Layout;

/**
 * Poisons the state alone: u = Δᵢ on the parameter axis, and {@code shift} added to the last {@code
 * count} values of the state (a running variance far below zero, or a running mean far away). The
 * norm and the masks of such an update are honest. Knows nothing.
 */
record StateShift(double shift, int count) implements Attack {
  private static final String NAME = "state-shift";

  static AttackType type() {
    return new AttackType(
        NAME,
        List.of(
            Parameter.number("shift", -30, -1e30, 1e30),
            Parameter.count("count", 1, 1, Integer.MAX_VALUE)),
        given -> new StateShift(given.number("shift"), given.count("count")));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Knowledge> assumes() {
    return Set.of();
  }

  @Override
  public void check(Layout layout, int honest) {
    int state = layout.updateCount() - layout.parameterCount();
    if (state < count) {
      throw new AttackParameterException(
          "attack "
              + NAME
              + ": count is "
              + count
              + ", and the model has "
              + state
              + " values of state (running statistics of batch norm)");
    }
  }

  @Override
  public float[][] craft(AttackContext context) {
    int end = context.layout().updateCount();
    int start = Math.max(context.layout().parameterCount(), end - count);
    float[][] crafted = new float[context.malicious()][];
    for (int i = 0; i < crafted.length; i++) {
      crafted[i] = context.own()[i].clone();
      for (int j = start; j < end; j++) {
        crafted[i][j] = (float) (crafted[i][j] + shift);
      }
    }
    return crafted;
  }
}
