package org.skymask.attack;

import org.skymask.model.Layout;

/** An attack or a parameter does not exist, or a value is not allowed. */
public final class AttackParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AttackParameterException(String message) {
    super(message);
  }

  static void requireClass(Attack attack, Trigger trigger, Layout layout) {
    if (trigger.target() >= layout.classes()) {
      throw new AttackParameterException(
          "attack "
              + attack.name()
              + ": target is "
              + trigger.target()
              + ", expected a class below "
              + layout.classes());
    }
  }
}
