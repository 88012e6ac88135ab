package org.skymask.attack;

import org.skymask.model.Layout;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;

/**
 * Poisons the state alone: u = Δᵢ on the parameter axis, and {@code shift} added to the last {@code
 * count} values of the state (a running variance far below zero, or a running mean far away). The
 * norm and the masks of such an update are honest. Knows nothing.
 */
record StateShift(double shift, int count) implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "state-shift",
              "an honest Δᵢ, with `shift` added to the last `count` values of the state",
              "laboratory of this project")
          .with(
              Parameter.of("shift", Allowed.from(-1e30, 1e30), -30, "number that is added"),
              Parameter.of("count", Allowed.whole(1), 1, "values of the state"))
          .madeBy(given -> new StateShift(given.number("shift"), given.whole("count")));

  @Override
  public void check(Layout layout, int honest) {
    int state = layout.updateCount() - layout.parameterCount();
    if (state < count) {
      throw ParameterException.of(
          "count",
          state + " at most, the values of the model's state (running statistics of batch norm)",
          count);
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
