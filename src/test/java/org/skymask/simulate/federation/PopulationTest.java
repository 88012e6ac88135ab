package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.Signature;
import org.skymask.simulate.data.BiasedSample;
import org.skymask.simulate.data.Even;
import org.skymask.simulate.data.Examples;
import org.skymask.simulate.data.OtherSilos;
import org.skymask.simulate.data.RootSources;
import org.skymask.simulate.data.Silos;

class PopulationTest {
  private static final Signature SIGNATURE = Signature.classifier(List.of(1), 5);
  private static final Examples POOL =
      Examples.of(
          new LabelledData(new float[1000], new SplittableRandom(4).ints(1000, 0, 5).toArray(), 1));

  private static final RootDraw ROOT =
      new RootDraw(50, null, RootSources.ALL.make("same", Map.of()));

  private static Population population(int examples, double testShare, long seed) {
    return Population.of(
        POOL, SIGNATURE, new Population.Draw(new Even(), 12, examples, ROOT, testShare), seed);
  }

  @Test
  void nobodyHasWhatIsAnothers() {
    Population population = population(0, 0.2, 1);
    List<Integer> rows = new ArrayList<>();
    Arrays.stream(population.clients()).flatMapToInt(Arrays::stream).forEach(rows::add);
    Arrays.stream(population.root()).forEach(rows::add);
    Arrays.stream(population.test()).forEach(rows::add);
    assertThat(rows).hasSize(1000).doesNotHaveDuplicates();
    assertThat(population.test()).hasSize(200);
    assertThat(population.surrogate()).hasSize(50).doesNotContain(population.root());
    int[] labels = POOL.labels(SIGNATURE).orElseThrow();
    for (int label = 0; label < 5; label++) {
      int wanted = label;
      assertThat(Arrays.stream(population.root()).filter(r -> labels[r] == wanted)).hasSize(10);
    }
  }

  private static Population of(RootDraw root, Examples pool, long seed) {
    return Population.of(pool, SIGNATURE, new Population.Draw(new Even(), 12, 0, root, 0.2), seed);
  }

  /** 0.62 of 50 are 31 of class 3; the other 19 are 5, 5, 5 and 4. */
  @Test
  void aRootDatasetMayFavourAClass() {
    RootDraw draw = new RootDraw(50, new BiasedSample(0.62, 3), ROOT.source());
    Population population = of(draw, POOL, 4);
    int[] labels = POOL.labels(SIGNATURE).orElseThrow();
    int[] counts = new int[5];
    Arrays.stream(population.root()).forEach(row -> counts[labels[row]]++);
    assertThat(counts).containsExactly(5, 5, 5, 31, 4);
    int[] others = new int[5];
    Arrays.stream(population.surrogate()).forEach(row -> others[labels[row]]++);
    assertThat(others).containsExactly(counts);
    assertThat(population.surrogate()).doesNotContain(population.root());
    assertThat(population.root()).isEqualTo(of(draw, POOL, 4).root());
    assertThat(population.root()).isNotEqualTo(of(draw, POOL, 5).root());
    // Who evaluates is the same whatever the server has.
    assertThat(population.test()).isEqualTo(population(0, 0.2, 4).test());
  }

  /** Five silos of 200, of which two are the server's. */
  @Test
  void aRootDatasetMayComeFromSilosThatAreNoClients() {
    List<String> names = IntStream.range(0, 1000).mapToObj(row -> "silo" + row % 5).toList();
    Examples pool = new Examples(POOL.data(), names);
    RootDraw draw = new RootDraw(50, null, new OtherSilos(2));
    Population population =
        Population.of(pool, SIGNATURE, new Population.Draw(new Silos(), 0, 0, draw, 0.2), 6);
    Set<String> servers = new TreeSet<>();
    Arrays.stream(population.root()).forEach(row -> servers.add(names.get(row)));
    Arrays.stream(population.surrogate()).forEach(row -> servers.add(names.get(row)));
    assertThat(servers).hasSize(2);
    assertThat(population.clients()).hasNumberOfRows(3);
    for (int[] client : population.clients()) {
      assertThat(Arrays.stream(client).mapToObj(names::get)).doesNotContainAnyElementsOf(servers);
    }
    assertThatThrownBy(() -> of(new RootDraw(50, null, new OtherSilos(4)), pool, 1))
        .hasMessage(
            "source = silos takes 4 silos for the root dataset and leaves two or more to be clients,"
                + " and the data have 5");
    assertThatThrownBy(() -> of(draw, POOL, 1)).hasMessageEndingWith("have no column silo");
  }

  @Test
  void itIsDrawnFromTheSeedAlone() {
    assertThat(population(600, 0, 7).clients()).isDeepEqualTo(population(600, 0, 7).clients());
    assertThat(population(600, 0, 7).clients()).isNotEqualTo(population(600, 0, 8).clients());
    assertThat(Arrays.stream(population(600, 0, 7).clients()).mapToInt(share -> share.length).sum())
        .isEqualTo(600);
  }

  @Test
  void moreMaliciousClientsIncludeTheFewer() {
    Population population = population(0, 0, 3);
    assertThat(population.malicious(0.2)).isEqualTo(2);
    assertThat(population.malicious(0.4)).isEqualTo(5);
    assertThat(population.order()).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void aClientIsKnownByEachOfItsNames() {
    assertThat(Population.name(7, 0)).isEqualTo(Population.name(7)).isEqualTo("client-007");
    assertThat(Population.name(7, 1)).isEqualTo("client-007-2");
    assertThat(Population.name(1234, 11)).isEqualTo("client-1234-12");
    for (int names : new int[] {0, 1, 11}) {
      assertThat(Population.number(Population.name(7, names))).isEqualTo(7);
      assertThat(Population.number(Population.name(1234, names))).isEqualTo(1234);
    }
  }

  @Test
  void tooFewExamplesAreTold() {
    assertThatThrownBy(() -> population(990, 0, 1))
        .hasMessage("there are 950 examples for the clients, and 990 are wanted");
  }
}
