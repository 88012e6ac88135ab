package org.skymask.cluster;

/** Asks the root data about the plain mean of a set of clients. */
public interface SetProbe {

  /**
   * @param clients [clients]: members of the set, at least one
   */
  Answer ask(boolean[] clients);

  /**
   * @param losses root loss of each example at θ + mean, with the root's running statistics
   * @param cosine between the root update and the mean
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(double[] losses, double cosine) {}
}
