package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.config.Experiment.Presence;
import org.skymask.config.QuorumSettings;

/** Ten clients. */
class ParticipantsTest {
  private static final int[] ALL = IntStream.range(0, 10).toArray();

  private static Participants participants(
      Presence presence, int clientsARound, int quorum, long seed) {
    return new Participants(
        10,
        clientsARound,
        presence,
        new QuorumSettings(quorum, 1, QuorumSettings.OnRejection.CARRY),
        seed);
  }

  private static List<Integer> missing(int[] there) {
    List<Integer> missing = new ArrayList<>(Arrays.stream(ALL).boxed().toList());
    Arrays.stream(there).forEach(client -> missing.remove((Integer) client));
    return missing;
  }

  @Test
  void everybodyIsThereByDefault() {
    Participants all = participants(Presence.EVERYBODY, 0, 2, 1);
    assertThat(all.in(1)).containsExactly(ALL);
    assertThat(all.in(9)).containsExactly(ALL);
  }

  /** The same three, until they come, and others by another seed. */
  @Test
  void someComeLate() {
    Participants late = participants(new Presence(1, 0.3, 4), 0, 2, 1);
    List<Integer> missing = missing(late.in(1));
    assertThat(missing).hasSize(3);
    assertThat(missing(late.in(2))).isEqualTo(missing);
    assertThat(missing(late.in(3))).isEqualTo(missing);
    assertThat(late.in(4)).containsExactly(ALL);
    assertThat(late.in(5)).containsExactly(ALL);
    assertThat(missing(participants(new Presence(1, 0.3, 4), 0, 2, 1).in(1))).isEqualTo(missing);
    assertThat(missing(participants(new Presence(1, 0.3, 4), 0, 2, 2).in(1))).isNotEqualTo(missing);
  }

  @Test
  void aShareTakesPartInARound() {
    Participants half = participants(new Presence(0.5, 0, 4), 0, 2, 1);
    TreeSet<Integer> seen = new TreeSet<>();
    for (int round = 1; round <= 9; round++) {
      assertThat(half.in(round)).hasSize(5).isSorted().doesNotHaveDuplicates();
      Arrays.stream(half.in(round)).forEach(seen::add);
    }
    assertThat(half.in(1)).isNotEqualTo(half.in(2));
    assertThat(seen).as("in nine rounds").hasSize(10);
  }

  /** Half of the six who are there, then half of ten. */
  @Test
  void itIsAShareOfThoseWhoAreThere() {
    Participants both = participants(new Presence(0.5, 0.4, 3), 0, 2, 5);
    List<Integer> late = missing(participants(new Presence(1, 0.4, 3), 0, 2, 5).in(1));
    assertThat(both.in(1)).hasSize(3).doesNotContain(late.stream().mapToInt(i -> i).toArray());
    assertThat(both.in(2)).hasSize(3).doesNotContain(late.stream().mapToInt(i -> i).toArray());
    assertThat(both.in(3)).hasSize(5);
  }

  @Test
  void theQuorumTakesPartAsFarAsItIsThere() {
    assertThat(participants(new Presence(0.1, 0, 2), 0, 4, 1).in(1)).hasSize(4);
    assertThat(participants(new Presence(0.1, 0.7, 2), 0, 4, 1).in(1)).hasSize(3);
  }

  @Test
  void aNumberIsOfThoseWhoAreThere() {
    Participants four = participants(new Presence(1, 0.7, 2), 4, 2, 1);
    assertThat(four.in(1)).hasSize(3);
    assertThat(four.in(2)).hasSize(4);
  }

  @Test
  void somebodyMustBeThereFromTheBeginning() {
    assertThatThrownBy(() -> participants(new Presence(1, 0.96, 5), 0, 2, 1))
        .hasMessage("federation.late.share = 0.96 of 10 clients leaves nobody before round 5");
    assertThat(participants(new Presence(1, 0.96, 1), 0, 2, 1).in(1)).containsExactly(ALL);
  }
}
