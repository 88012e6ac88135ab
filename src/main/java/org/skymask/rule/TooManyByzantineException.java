package org.skymask.rule;

/** More Byzantine clients are to be borne than a rule can bear with so many updates. */
public final class TooManyByzantineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TooManyByzantineException(String message) {
    super(message);
  }

  /**
   * Asks for n ≥ {@code factor} · f + {@code more}.
   *
   * @param rule its name
   * @throws TooManyByzantineException naming the bound
   */
  static void require(String rule, int byzantineCount, int rows, int factor, int more) {
    if (rows < (long) factor * byzantineCount + more) {
      int largest = Math.floorDiv(rows - more, factor);
      String bound = "n >= " + factor + "f + " + more;
      throw new TooManyByzantineException(
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
