package org.skymask.rule;

/**
 * An aggregate of rows that were mixed.
 *
 * @param mixing [new rows][rows]
 */
@SuppressWarnings("ArrayRecordComponent")
record MixedAggregate(double[][] mixing, BlockAggregate aggregate) implements BlockAggregate {

  @Override
  public float[] of(int start, float[][] deltas) {
    return aggregate.of(start, Mixing.of(deltas, mixing));
  }

  @Override
  public int[] rows() {
    return aggregate.rows();
  }

  @Override
  public void count(int start, float[][] deltas, long[] counts) {
    aggregate.count(start, Mixing.of(deltas, mixing), counts);
  }
}
