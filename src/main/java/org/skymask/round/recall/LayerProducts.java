package org.skymask.round.recall;

import java.io.Serializable;
import java.util.Arrays;
import org.skymask.kernel.DotProducts;
import org.skymask.kernel.LongSums;

/** Inner products of all pairs of rows, for some layers side by side. */
final class LayerProducts implements LongSums, Serializable {
  private static final long serialVersionUID = 1L;

  private final DotProducts[] layers;

  /**
   * @param norms [layers][rows], no less than the rows' lengths within the layer
   */
  LayerProducts(double[][] norms) {
    this.layers = Arrays.stream(norms).map(DotProducts::new).toArray(DotProducts[]::new);
  }

  private LayerProducts(DotProducts[] layers) {
    this.layers = layers;
  }

  /** Sums of nothing yet, in the same units. */
  LayerProducts empty() {
    return new LayerProducts(
        Arrays.stream(layers).map(DotProducts::empty).toArray(DotProducts[]::new));
  }

  /** Those of a layer, to be added to. */
  DotProducts layer(int index) {
    return layers[index];
  }

  private int each() {
    return layers[0].length();
  }

  @Override
  public int length() {
    return Math.multiplyExact(layers.length, each());
  }

  @Override
  public long[] between(int from, int to) {
    long[] sums = new long[to - from];
    for (int at = from; at < to; ) {
      int start = at % each();
      int end = Math.min(each(), start + to - at);
      System.arraycopy(layers[at / each()].between(start, end), 0, sums, at - from, end - start);
      at += end - start;
    }
    return sums;
  }

  @Override
  public void add(int from, long[] other) {
    for (int done = 0; done < other.length; ) {
      int start = (from + done) % each();
      int count = Math.min(each() - start, other.length - done);
      layers[(from + done) / each()].add(start, Arrays.copyOfRange(other, done, done + count));
      done += count;
    }
  }
}
