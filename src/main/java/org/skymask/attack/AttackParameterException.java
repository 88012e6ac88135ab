package org.skymask.attack;

/** An attack, or a parameter of one, that there is not or that cannot be as it was given. */
public final class AttackParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AttackParameterException(String message) {
    super(message);
  }
}
