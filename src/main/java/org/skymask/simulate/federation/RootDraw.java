package org.skymask.simulate.federation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.simulate.data.BiasedSample;
import org.skymask.simulate.data.Examples;
import org.skymask.simulate.data.RootSource;
import org.skymask.simulate.data.Stratified;

/**
 * How the server's root dataset is drawn.
 *
 * @param bias null for as many examples of each class
 */
public record RootDraw(int examples, @Nullable BiasedSample bias, RootSource source) {

  /**
   * Takes the rows of the root dataset.
   *
   * @param rows in random order; what is taken is removed
   * @throws IllegalArgumentException where there are too few
   */
  int[] take(List<Integer> rows, Examples pool, Signature signature) {
    return take(rows, pool, signature, examples);
  }

  /** Takes rows of the same distribution; where there are too few left, fewer, or of any class. */
  int[] takeLike(List<Integer> rows, Examples pool, Signature signature) {
    int count = Math.min(examples, rows.size());
    if (bias == null || !bias.isPossible(rows, pool, signature, count)) {
      return Stratified.take(rows, pool, signature, count);
    }
    return take(rows, pool, signature, count);
  }

  private int[] take(List<Integer> rows, Examples pool, Signature signature, int count) {
    return bias == null
        ? Stratified.take(rows, pool, signature, count)
        : bias.take(rows, pool, signature, count);
  }

  /**
   * Examples as the server has them.
   *
   * @param purpose what they are for, which the random numbers derive from
   */
  ModelData data(ModelData pool, int[] rows, Signature signature, long seed, String purpose) {
    return source.shift(pool.take(rows), signature, Seeds.random(seed, purpose));
  }
}
