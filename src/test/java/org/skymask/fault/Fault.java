package org.skymask.fault;

/**
 * One thing that goes wrong.
 *
 * @param at number of the storage operation, from 1
 * @param below operations on paths that begin so are counted, others are left alone
 */
public record Fault(int at, Moment moment, Effect effect, String below) {

  /** When, seen from the operation. */
  public enum Moment {
    BEFORE,
    /** A write has written half of its bytes; any other operation knows no middle: as before. */
    HALFWAY,
    /** It was done, and whoever asked for it does not learn of it. */
    AFTER
  }

  /** What happens then. */
  public enum Effect {
    /** An I/O error, once. */
    FAILS,
    /** An I/O error, and from then on nothing works any more. */
    STAYS_DOWN,
    /** Standard error tells it, and the operation goes on once the process is told to stop. */
    WAITS,
    /** Standard error tells it, and the operation goes on with a line of standard input. */
    IS_HELD,
    /** Something else happens, see {@link Faults#arm(Fault, Faults.Step)}, and it goes on. */
    CALLS,
    /** Nothing ever again: the thread blocks, and standard error tells it. */
    HANGS
  }

  static Fault parse(String text) {
    String[] parts = text.split(":", 4);
    return new Fault(
        Integer.parseInt(parts[0]), Moment.valueOf(parts[1]), Effect.valueOf(parts[2]), parts[3]);
  }

  @Override
  public String toString() {
    return at + ":" + moment + ":" + effect + ":" + below;
  }
}
