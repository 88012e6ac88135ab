package org.skymask.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.skymask.TestSpark;
import org.skymask.job.PartitionJob;

/**
 * A task of mask training that is broken off between two epochs and tried again meets the block
 * that it has half trained: an embedded driver holds it by reference.
 */
class RetriedTasksIT {
  private static final int EPOCHS = 6;
  private static final int ROWS = 5;
  private static final int LENGTH = 300;

  private record Epochs(int broken) implements PartitionJob.Work<UpdateBlock, float[]> {
    @Override
    public float[] of(Iterator<UpdateBlock> partition) {
      UpdateBlock block = partition.next();
      block.advance(EPOCHS - 1, this::gradient, 0.5f);
      return block.advance(EPOCHS, this::gradient, 0.5f);
    }

    private float[] gradient(int epoch) {
      TaskContext task = TaskContext.get();
      if (task.attemptNumber() == 0 && epoch == broken) {
        throw new IllegalStateException("broken off in epoch " + epoch);
      }
      return values(100 + epoch, 3 * LENGTH);
    }
  }

  private static float[] values(int seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static JavaRDD<UpdateBlock> blocks(JavaSparkContext spark) {
    List<UpdateBlock> blocks = new ArrayList<>();
    for (int block = 0; block < 3; block++) {
      float[][] deltas = new float[ROWS][];
      for (int row = 0; row < ROWS; row++) {
        deltas[row] = values(10 * block + row, LENGTH);
      }
      blocks.add(new UpdateBlock(block * LENGTH, true, deltas));
    }
    JavaRDD<UpdateBlock> rdd = spark.parallelize(blocks, 3).persist(StorageLevel.MEMORY_ONLY());
    rdd.count();
    return rdd;
  }

  private static Map<Integer, float[]> run(JavaSparkContext spark, int broken) {
    Map<Integer, float[]> results = new TreeMap<>();
    PartitionJob.run(spark, blocks(spark), new Epochs(broken), results::put);
    return results;
  }

  @Test
  void theSameBitsAsWithoutAFailure() {
    try (JavaSparkContext spark = TestSpark.open("local[2,4]", Map.of())) {
      Map<Integer, float[]> expected = run(spark, -1);
      assertThat(expected).hasSize(3);
      for (int broken = 0; broken < EPOCHS; broken++) {
        Map<Integer, float[]> retried = run(spark, broken);
        for (int partition = 0; partition < 3; partition++) {
          assertThat(retried.get(partition))
              .as("block %d, broken off in epoch %d", partition, broken)
              .containsExactly(expected.get(partition));
        }
      }
    }
  }
}
