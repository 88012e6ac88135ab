package org.skymask.attack;

/**
 * Descent without gradients: each coordinate in turn goes a step up or down where the objective is
 * lower there. After a round through all in which none did, the step is halved.
 *
 * @param sweeps rounds through all coordinates
 * @param step the first one
 * @param least value of a coordinate
 * @param most value of a coordinate
 */
record CoordinateSearch(int sweeps, double step, double least, double most) {

  /** What is to be small. */
  interface Objective {
    double of(float[] point);
  }

  /** The point that it finds, from a point that is left as it is. */
  float[] from(float[] start, Objective objective) {
    float[] point = start.clone();
    double lowest = objective.of(point);
    double length = step;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      double before = lowest;
      for (int k = 0; k < point.length; k++) {
        lowest = improved(point, k, length, lowest, objective);
      }
      length = lowest < before ? length : length / 2;
    }
    return point;
  }

  private double improved(float[] point, int k, double length, double lowest, Objective objective) {
    float own = point[k];
    for (double way : new double[] {length, -length}) {
      point[k] = (float) Math.max(least, Math.min(most, own + way));
      double found = point[k] == own ? lowest : objective.of(point);
      if (found < lowest) {
        return found;
      }
    }
    point[k] = own;
    return lowest;
  }
}
