package org.skymask.rule;

/**
 * Models of rows that were mixed.
 *
 * @param mixing [new rows][rows of {@code probe}]
 */
@SuppressWarnings("ArrayRecordComponent")
record MixedProbe(Probe probe, double[][] mixing) implements Probe {

  @Override
  public int classes() {
    return probe.classes();
  }

  @Override
  public int[] labels() {
    return probe.labels();
  }

  @Override
  public float[] onRoot(double[] weights) {
    return probe.onRoot(Mixing.back(weights, mixing));
  }

  @Override
  public float[] onNoise(double[] weights, int inputs, int draw) {
    return probe.onNoise(Mixing.back(weights, mixing), inputs, draw);
  }
}
