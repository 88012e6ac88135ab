package org.skymask.rule;

import org.skymask.named.Allowed;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;
import org.skymask.named.Trait;

/**
 * How many Byzantine clients a rule can withstand: n ≥ {@code factor} · f + {@code more}, n
 * updates, f of them Byzantine.
 */
record Tolerance(int factor, int more) implements Trait {
  /** The key of f, which all rules share. */
  static final String F = "rule.byzantine-count";

  /** f. */
  static final Parameter COUNT =
      Parameter.shared(F, Allowed.whole(0), "the number f of Byzantine clients to withstand");

  @Override
  public String words() {
    return "f ≤ (n−" + more + ")/" + factor;
  }

  /**
   * Asks for enough updates.
   *
   * @param rule its name
   * @throws ParameterException naming the bound
   */
  void require(String rule, int byzantineCount, int rows) {
    if (rows < (long) factor * byzantineCount + more) {
      int largest = Math.floorDiv(rows - more, factor);
      String bound = "n >= " + factor + "f + " + more;
      throw new ParameterException(
          rule
              + " with rule.byzantine-count f = "
              + byzantineCount
              + " and n = "
              + rows
              + " updates: expected "
              + bound
              + (largest < 0 ? ", more updates for any f" : ", here f = " + largest + " at most"));
    }
  }
}
