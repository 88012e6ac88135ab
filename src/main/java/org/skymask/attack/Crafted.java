package org.skymask.attack;

import java.util.function.IntFunction;

/**
 * Updates as malicious clients send them: what the attack says on the parameter axis, and the state
 * as it was trained, since a poisoned running statistic would be another attack.
 */
final class Crafted {
  private Crafted() {}

  /**
   * The same for all clients.
   *
   * @param update at least [parameterCount]; what follows is not read
   */
  static float[][] same(AttackContext context, float[] update) {
    return each(context, client -> update);
  }

  /**
   * @param updates of a client, at least [parameterCount]
   */
  static float[][] each(AttackContext context, IntFunction<float[]> updates) {
    float[][] own = context.own();
    int parameters = context.layout().parameterCount();
    float[][] crafted = new float[own.length][];
    for (int i = 0; i < own.length; i++) {
      crafted[i] = own[i].clone();
      System.arraycopy(updates.apply(i), 0, crafted[i], 0, parameters);
    }
    return crafted;
  }

  /** a·factor. */
  static float[] times(float[] a, double factor) {
    float[] product = new float[a.length];
    for (int j = 0; j < a.length; j++) {
      product[j] = (float) (a[j] * factor);
    }
    return product;
  }

  /** a + b·factor, as long as a. */
  static float[] plus(float[] a, float[] b, double factor) {
    float[] sum = new float[a.length];
    for (int j = 0; j < a.length; j++) {
      sum[j] = (float) (a[j] + b[j] * factor);
    }
    return sum;
  }
}
