package org.skymask.attack;

import org.skymask.model.Signature;

/** The model has nothing that the attack could change: an attack on labels, a model of numbers. */
public final class UnfitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private UnfitException(String message) {
    super(message);
  }

  /**
   * An error that says what an attack needs and what the model has.
   *
   * @param does as the rest of a sentence that begins with the attack
   * @param hasNone what the model lacks
   */
  static UnfitException of(String does, Signature signature, String hasNone) {
    return new UnfitException(
        does
            + ", and a model with the input "
            + signature.inputs().get(0).described()
            + ", the target "
            + signature.target().described()
            + " and the loss "
            + signature.loss().code()
            + " has "
            + hasNone);
  }
}
