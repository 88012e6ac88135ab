package org.skymask.round.admit;

import org.apache.spark.Partitioner;

/** Summaries to partition 0, blocks in runs of neighbours to the others. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  /** Key of a summary. */
  static final int SUMMARIES = -1;

  /** Where the summaries are, and nothing else. */
  static final int SUMMARY_PARTITION = 0;

  private final int blocks;
  private final int partitions;

  BlockPartitioner(int blocks, int partitions) {
    this.blocks = blocks;
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions + 1;
  }

  @Override
  public int getPartition(Object key) {
    int block = (Integer) key;
    return block == SUMMARIES ? SUMMARY_PARTITION : 1 + (int) ((long) block * partitions / blocks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockPartitioner that
        && blocks == that.blocks
        && partitions == that.partitions;
  }

  @Override
  public int hashCode() {
    return 31 * blocks + partitions;
  }
}
