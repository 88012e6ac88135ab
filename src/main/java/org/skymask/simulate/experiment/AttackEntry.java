package org.skymask.simulate.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attack;
import org.skymask.attack.Attacks;
import org.skymask.attack.Trigger;
import org.skymask.config.Experiment.Entry;

/** Attacks as the matrix names them. */
final class AttackEntry {
  private AttackEntry() {}

  /**
   * A fresh instance; null where nobody attacks.
   *
   * @throws org.skymask.named.ParameterException that says which names and parameters there are
   */
  static @Nullable Attack attack(Entry entry) {
    return entry.name().equals(Cell.NONE)
        ? null
        : Attacks.ALL.make(entry.name(), entry.parameters());
  }

  /**
   * The attack whose trigger is measured in a cell: its own; where nobody attacks, the first one of
   * the matrix that has a trigger, so that one can see what a clean model makes of that. Null where
   * there is none.
   */
  static @Nullable Entry measured(Entry entry, List<Entry> matrix) {
    List<Entry> candidates = entry.name().equals(Cell.NONE) ? matrix : List.of(entry);
    return candidates.stream().filter(one -> trigger(one) != null).findFirst().orElse(null);
  }

  /** The trigger of an attack; null where it has none. */
  static @Nullable Trigger trigger(Entry entry) {
    Attack attack = attack(entry);
    return attack == null ? null : attack.trigger().orElse(null);
  }
}
