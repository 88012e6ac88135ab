package org.skymask.attack;

/** What the server would make of a set of updates, for an attacker who knows its rule. */
@FunctionalInterface
public interface Aggregation {

  /**
   * @param updates [clients][updateCount], left as they are
   * @return [updateCount]: the aggregate, before the server's learning rate
   */
  float[] of(float[][] updates);
}
