package org.skymask.simulate.experiment;

import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attack;
import org.skymask.attack.Attacks;
import org.skymask.config.Experiment.Entry;

/** Attacks as the matrix names them. */
final class AttackEntry {
  private AttackEntry() {}

  /**
   * A fresh instance; null where nobody attacks.
   *
   * @throws org.skymask.attack.AttackParameterException that says which names and parameters there
   *     are
   */
  static @Nullable Attack attack(Entry entry) {
    return entry.name().equals(Cell.NONE) ? null : Attacks.of(entry.name(), entry.parameters());
  }
}
