package org.skymask.rule;

/** A parameter of a rule that does not go with the number of updates. */
public final class RuleParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleParameterException(String message) {
    super(message);
  }
}
