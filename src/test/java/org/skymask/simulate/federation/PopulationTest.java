package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.Signature;
import org.skymask.simulate.data.Even;
import org.skymask.simulate.data.Examples;

class PopulationTest {
  private static final Signature SIGNATURE = Signature.classifier(List.of(1), 5);
  private static final Examples POOL =
      Examples.of(
          new LabelledData(new float[1000], new SplittableRandom(4).ints(1000, 0, 5).toArray(), 1));

  private static Population population(int examples, double testShare, long seed) {
    return Population.of(
        POOL, SIGNATURE, new Population.Draw(new Even(), 12, examples, 50, testShare), seed);
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
