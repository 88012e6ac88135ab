package org.skymask.model;

/** How training treats a tensor, and so what a round does with it (method.md#aggregation). */
public enum Role implements Coded {
  /** A gradient moves it: it is masked, and a rule aggregates it. */
  TRAINABLE,
  /**
   * Training changes it without a gradient (running statistics of batch norm): clients upload it,
   * and a version has the coordinate-wise median of the accepted clients.
   */
  STATE,
  /** Nothing changes it (the base under adapters): every version has the values of version 0. */
  FROZEN;
}
