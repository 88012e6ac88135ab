package org.skymask.engine.dl4j;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values and shapes of ND4J arrays, whatever order they are stored in. */
final class Tensors {
  private Tensors() {}

  /** A copy of the values, last index fastest. */
  static float[] rowMajor(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /**
   * Writes values on the host, in the array's own order. An array on a card is told so: written
   * behind its back, the card's copy would count as the newer one.
   */
  static void write(INDArray array, float[] values, int from, int count) {
    array.data().asNioFloat().put(values, from, count);
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }

  /** Gives native memory back at once; otherwise it waits for a garbage collection. */
  static void free(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  static List<Integer> shape(INDArray array) {
    return LongStream.of(array.shape()).mapToObj(Math::toIntExact).toList();
  }

  static long[] batchShape(long examples, List<Integer> input) {
    return LongStream.concat(LongStream.of(examples), input.stream().mapToLong(Integer::longValue))
        .toArray();
  }

  /** Extents of 1 left out: they do not change the row-major order. */
  static List<Integer> squeezed(List<Integer> shape) {
    return shape.stream().filter(extent -> extent != 1).toList();
  }
}
