package org.skymask.simulate.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/**
 * A dataset before it falls to clients.
 *
 * @param silos [examples] whom each belongs to; empty where the data do not say
 */
public record Examples(ModelData data, List<String> silos) {

  public Examples {
    silos = List.copyOf(silos);
    if (!silos.isEmpty() && silos.size() != data.size()) {
      throw new IllegalArgumentException(silos.size() + " silos for " + data.size() + " examples");
    }
  }

  /** Examples that no silo claims. */
  public static Examples of(ModelData data) {
    return new Examples(data, List.of());
  }

  public int size() {
    return data.size();
  }

  /**
   * The one class of each example: of one logit, 1 for yes.
   *
   * @return [examples]; empty where the model does not tell examples apart by one class
   */
  public Optional<int[]> labels(Signature signature) {
    if (signature.loss() == LossFunction.CROSS_ENTROPY) {
      long[] classes = ((Longs) data.target()).values();
      return Optional.of(Arrays.stream(classes).mapToInt(Math::toIntExact).toArray());
    }
    if (isYesOrNo(signature)) {
      float[] yes = ((Floats) data.target()).values();
      return Optional.of(IntStream.range(0, yes.length).map(i -> yes[i] >= 0.5 ? 1 : 0).toArray());
    }
    return Optional.empty();
  }

  /** Of how many classes {@link #labels} are. */
  static int classes(Signature signature) {
    return signature.loss().hasClasses() ? signature.requiredClasses() : 2;
  }

  /** {@link #labels} for a split that {@link #requireLabels asked} before. */
  int[] requiredLabels(Signature signature) {
    return labels(signature).orElseThrow();
  }

  /**
   * Checks that {@link #labels} are there.
   *
   * @param split that goes by them
   * @throws Split.SplitException that says what the targets are instead
   */
  static void requireLabels(String split, Signature signature) {
    if (!hasLabels(signature)) {
      throw new Split.SplitException(
          "split = "
              + split
              + " goes by the class of an example, and the model has the target "
              + signature.target().described()
              + " and the loss "
              + signature.loss().code()
              + "; iid and silos divide any examples, shards also those with one number to predict");
    }
  }

  /** Whether {@link #labels} are there. */
  static boolean hasLabels(Signature signature) {
    return signature.loss() == LossFunction.CROSS_ENTROPY || isYesOrNo(signature);
  }

  private static boolean isYesOrNo(Signature signature) {
    return signature.loss() == LossFunction.BINARY_CROSS_ENTROPY && signature.target().width() == 1;
  }

  /** These rows, in this order. */
  public Examples take(int[] rows) {
    List<String> taken =
        silos.isEmpty() ? silos : Arrays.stream(rows).mapToObj(silos::get).toList();
    return new Examples(data.take(rows), taken);
  }
}
