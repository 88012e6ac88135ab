package org.skymask.attack;

import java.util.Set;

/** An attack whose clients all send one update, worked out from the updates that it sees. */
abstract class CommonUpdate implements Attack {
  private final Sight sight;

  CommonUpdate(Sight sight) {
    this.sight = sight;
  }

  @Override
  public Set<Knowledge> assumes() {
    return sight.assumes();
  }

  final Sight sight() {
    return sight;
  }

  @Override
  public final float[][] craft(AttackContext context) {
    return Crafted.same(context, update(sight.rows(context), context));
  }

  /**
   * @param rows [clients][updateCount] that it sees, left as they are
   * @return at least [parameterCount]
   */
  abstract float[] update(float[][] rows, AttackContext context);
}
