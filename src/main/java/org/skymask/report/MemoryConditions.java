package org.skymask.report;

import org.skymask.model.DecisionRecord.Further;

/** What a decision with memory asks besides of a split, in words (remembered.md#witnesses). */
final class MemoryConditions {
  static final double HARMS = 1;
  private static final double HELPS = 3;

  private MemoryConditions() {}

  static boolean harms(Further further) {
    return further.netHarm() >= HARMS;
  }

  static boolean isNoHelp(Further further) {
    return further.twin() || further.help() <= HELPS;
  }

  static String onHarm(Further further) {
    return ": the net harm of the left-out clients is "
        + Numbers.signed(further.netHarm())
        + "; at least "
        + Numbers.fixed(HARMS, 0)
        + " needed";
  }

  static String onHelp(Further further) {
    return further.twin()
        ? ": the left-out clients’ updates are copies of each other, which no honest training makes"
        : ": the left-out clients’ own model improves on the base model with t = "
            + Numbers.signed(further.help())
            + "; at most "
            + Numbers.fixed(HELPS, 0)
            + " allowed";
  }

  static Element rule() {
    return Element.of(
        "p",
        "The clients’ masks, and the directions of their updates over rounds, propose splits; the"
            + " root data verify them. The split that passes with the largest net harm ",
        Element.of("var", "x"),
        " adds to the evidence against the clients that it leaves out. Who is left out is decided"
            + " by the evidence of this round and earlier ones.");
  }
}
