package org.skymask.simulate.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.Signature;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * McMahan et al., "Communication-Efficient Learning of Deep Networks from Decentralized Data",
 * AISTATS 2017: examples sorted by label are cut into equal stretches, and each client gets a few.
 * Where a model predicts one number, examples are sorted by it: a stretch is between two of its
 * quantiles.
 *
 * @param each stretches a client gets, at least 1
 */
public record LabelShards(int each) implements Split {
  static final Declared<Split> DECLARATION =
      Declaration.of(
              "shards",
              "stretches of the examples sorted by label, or by the one number that is to be predicted",
              "McMahan et al., AISTATS 2017")
          .with(Parameter.required("shards", Allowed.whole(1), "stretches that a client gets"))
          .madeBy(given -> new LabelShards(given.whole("shards")));

  @Override
  public void check(Signature signature) {
    if (!hasOneNumber(signature)) {
      Examples.requireLabels("shards", signature);
    }
  }

  @Override
  public int[][] divide(
      Examples examples, Signature signature, int clients, RandomGenerator random) {
    check(signature);
    List<Integer> sorted = sorted(examples, signature, random);
    int stretches = Math.multiplyExact(clients, each);
    int[] order = Shares.shuffled(stretches, random);
    Shares shares = new Shares(clients);
    for (int stretch = 0; stretch < stretches; stretch++) {
      int from = (int) ((long) sorted.size() * stretch / stretches);
      int to = (int) ((long) sorted.size() * (stretch + 1) / stretches);
      for (int row : sorted.subList(from, to)) {
        shares.give(order[stretch] / each, row);
      }
    }
    return shares.requireAll("shards with " + each + " a client");
  }

  private static boolean hasOneNumber(Signature signature) {
    return signature.loss().hasNumbers() && signature.target().width() == 1;
  }

  /** Equal ones in random order. */
  private static List<Integer> sorted(
      Examples examples, Signature signature, RandomGenerator random) {
    if (hasOneNumber(signature)) {
      float[] numbers = ((Floats) examples.data().target()).values();
      return Arrays.stream(Shares.shuffled(numbers.length, random))
          .boxed()
          .sorted(Comparator.comparingDouble(row -> numbers[row]))
          .toList();
    }
    int[] labels = examples.requiredLabels(signature);
    return Shares.byClass(labels, Examples.classes(signature), random).stream()
        .flatMap(List::stream)
        .toList();
  }
}
