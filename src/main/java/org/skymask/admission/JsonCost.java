package org.skymask.admission;

import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.Budget;

/** Estimates the memory that parsing a JSON document takes, without parsing it. */
final class JsonCost {
  /** Bytes of text, its copies while it is parsed, and what is decoded from it. */
  private static final long A_BYTE = 8;

  /** A node of the tree with its place in the node above, and what finds names that stand twice. */
  private static final long A_NODE = 160;

  private JsonCost() {}

  /** Charges the document to the budget. */
  static void charge(byte[] json, Budget budget, String what) throws RefusedException {
    long nodes = 1;
    for (byte each : json) {
      // Every node of the tree but the first stands behind one of these.
      if (each == '[' || each == '{' || each == ',' || each == ':') {
        nodes++;
      }
    }
    budget.charge(A_BYTE * json.length + A_NODE * nodes, what);
  }
}
