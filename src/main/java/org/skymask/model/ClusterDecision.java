package org.skymask.model;

/** How the masks divide the clients: {@code cluster.decision} (method.md#decision). */
public enum ClusterDecision implements Coded {
  /** The masks propose splits, and the root data verify them. */
  VERIFIED,
  /** The same with memory across rounds. */
  REMEMBERED,
  /** The cluster of the root row, as in the paper. */
  ROOT_ROW;

  /** Name of the aggregator whose clients are divided by masks. */
  public static final String AGGREGATOR = "skymask";
}
