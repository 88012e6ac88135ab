package org.skymask.rule;

import java.util.List;
import org.skymask.model.Layout;

/**
 * Answers the questions that rules may ask about the updates of a round: inner products and sums,
 * never rows. The rows are the admitted clients' deltas (trainable part), or what a {@link
 * RowMixing} has made of them. Only requested values are computed.
 */
public interface Geometry {

  /** Number of rows n. */
  int rows();

  /** The clients whose rows these are, [n]; only numbers where rows were mixed. */
  List<String> names();

  /** Of the model. */
  Layout layout();

  /** The federation's seed, the same in every round. */
  long seed();

  /** Number of the round. */
  int round();

  /** Inner products of the rows, [n][n], symmetric. */
  double[][] gram();

  /** Inner products of the rows with the root update, [n]. */
  double[] rootProducts();

  /** Squared length of the root update. */
  double rootSquare();

  /** Inner products of the rows with the trainable part of the model they are updates of, [n]. */
  double[] baseProducts();

  /** Squared length of that part. */
  double baseSquare();

  /**
   * Values of that part.
   *
   * @param positions on the parameter axis
   * @return [positions]
   */
  double[] baseAt(int[] positions);

  /** What the rule kept from the round before. */
  Memory memory();

  /** Inner products of the rows with the aggregate of the round before, [n]; 0 without one. */
  double[] pastProducts();

  /** Squared length of the aggregate of the round before; 0 without one. */
  double pastSquare();

  /**
   * Gram matrices of the rows at randomly drawn positions of the parameter axis.
   *
   * @param draws independent draws
   * @param positions of a draw, without repetition; all of them where there are no more
   * @return [draws][n][n]
   */
  double[][][] sampledGrams(int draws, int positions);

  /** The sums of a statistic. */
  double[] sums(BlockStatistic statistic);

  /** Runs the rows' models. */
  Probe probe();
}
