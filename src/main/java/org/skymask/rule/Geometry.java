package org.skymask.rule;

/**
 * What rules may ask of the updates of a round without seeing them: inner products, never rows. The
 * rows are the admitted clients' deltas (trainable part), or what a {@link PreAggregation} has made
 * of them.
 */
public interface Geometry {

  /** Number of rows n. */
  int rows();

  /** Inner products of the rows, [n][n], symmetric. */
  double[][] gram();

  /** Inner products of the rows with the root update, [n]. */
  double[] rootProducts();

  /** Squared length of the root update. */
  double rootSquare();

  /**
   * Gram matrices of the rows at randomly drawn positions of the parameter axis.
   *
   * @param draws independent draws
   * @param positions of a draw, without repetition; all of them where there are no more
   * @return [draws][n][n]
   */
  double[][][] sampledGrams(int draws, int positions);
}
