package org.skymask.simulate.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * A root dataset from natural silos that are no clients: some silos, drawn at random, leave the
 * federation, and the server has its examples from them.
 *
 * @param silos how many
 */
public record OtherSilos(int silos) implements RootSource {
  static final Declared<RootSource> DECLARATION =
      Declaration.of(
              "silos", "examples of natural silos that are drawn at random and are no clients then")
          .with(Parameter.of("silos", Allowed.whole(1), 1, "how many silos"))
          .madeBy(given -> new OtherSilos(given.whole("silos")));

  @Override
  public List<Integer> rows(List<Integer> left, Examples pool, RandomGenerator random) {
    List<String> names = List.copyOf(new TreeSet<>(pool.silos()));
    if (names.size() < silos + 2) {
      throw new IllegalArgumentException(
          "source = silos takes "
              + silos
              + " silos for the root dataset and leaves two or more to be clients, and the data"
              + (names.isEmpty() ? " have no column silo" : " have " + names.size()));
    }
    int[] order = Shares.shuffled(names.size(), random);
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < silos; i++) {
      taken.add(names.get(order[i]));
    }
    List<Integer> rows = new ArrayList<>();
    left.stream().filter(row -> taken.contains(pool.silos().get(row))).forEach(rows::add);
    left.removeIf(row -> taken.contains(pool.silos().get(row)));
    return rows;
  }
}
