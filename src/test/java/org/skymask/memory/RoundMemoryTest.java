package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skymask.memory.RoundMemory.By;
import org.skymask.memory.RoundMemory.Verdict;

/** Round 9 of the clients a to e. */
class RoundMemoryTest {
  private static final List<String> CLIENTS = List.of("a", "b", "c", "d", "e");
  private static final boolean[] EVERYBODY = {true, true, true, true, true};
  private static final boolean[] WITHOUT_A = {false, true, true, true, true};
  private static final double[] NO_EVIDENCE = new double[5];

  private static ClientRecord seen(int rounds) {
    return new ClientRecord(0, 0, 0, false, false, rounds, List.of(8));
  }

  private static MemoryState state(int age, int seen) {
    SortedMap<String, ClientRecord> clients = new TreeMap<>();
    CLIENTS.forEach(client -> clients.put(client, seen(seen)));
    return new MemoryState(age, clients, ClientRecord.NEW, Pairs.NONE.of(CLIENTS));
  }

  private static Verdict conclude(
      @Nullable MemoryState state, double[] evidence, boolean[] today, double... kappas) {
    double[] all = kappas.length == 0 ? unknown() : kappas;
    return new RoundMemory(9, state, CLIENTS, all, 0.5)
        .conclude(evidence, today, 2, Pairs.NONE.of(CLIENTS));
  }

  private static double[] unknown() {
    double[] unknown = new double[5];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  @Test
  void evidenceDecidesAndNotTheRound() {
    Verdict verdict = conclude(state(5, 5), new double[] {0, 1.5, 1.4, 0, 6}, WITHOUT_A);
    assertThat(verdict.by()).isEqualTo(By.MEMORY);
    assertThat(verdict.accepted()).containsExactly(true, false, true, true, false);
    assertThat(verdict.next().age()).isEqualTo(6);
    assertThat(verdict.next().client("b").evidence()).isEqualTo(1.5);
    assertThat(verdict.next().client("b").seen()).isEqualTo(6);
    assertThat(verdict.next().client("b").rounds()).containsExactly(8, 9);
    assertThat(verdict.next().root().curvature()).isEqualTo(0.5);
  }

  /** A newcomer is judged by the round too, but not in a federation's first three rounds. */
  @Test
  void newcomersAreJudgedByTheRoundToo() {
    assertThat(conclude(state(3, 2), NO_EVIDENCE, WITHOUT_A).accepted()).isEqualTo(WITHOUT_A);
    assertThat(conclude(state(3, 3), NO_EVIDENCE, WITHOUT_A).accepted()).isEqualTo(EVERYBODY);
    assertThat(conclude(state(2, 2), NO_EVIDENCE, WITHOUT_A).accepted()).isEqualTo(EVERYBODY);
  }

  @Test
  void whoReversesIsFlaggedAndLeftOut() {
    ClientRecord once = seen(4).admitted(8, -0.5);
    ClientRecord root = ClientRecord.NEW.admitted(7, 0.5).admitted(8, 0.5);
    SortedMap<String, ClientRecord> clients = new TreeMap<>(state(5, 5).clients());
    clients.put("a", once);
    MemoryState state = new MemoryState(5, clients, root, Pairs.NONE.of(CLIENTS));
    Verdict verdict = conclude(state, NO_EVIDENCE, EVERYBODY, -0.3, 0.2, 0.2, 0.2, 0.2);
    assertThat(verdict.accepted()).isEqualTo(WITHOUT_A);
    assertThat(verdict.next().client("a").reversed()).isTrue();
    assertThat(verdict.next().client("b").reversed()).isFalse();
  }

  @Test
  void whereTheMemoryIsLostTheRoundDecidesAndANewOneBegins() {
    Verdict verdict = conclude(null, new double[] {0, 6, 0, 0, 0}, WITHOUT_A);
    assertThat(verdict.by()).isEqualTo(By.LOST);
    assertThat(verdict.accepted()).isEqualTo(WITHOUT_A);
    assertThat(verdict.next().age()).isEqualTo(1);
    assertThat(verdict.next().client("b").evidence()).isEqualTo(6);
  }

  /** The round decides, but whoever an operator has shut out stays out. */
  @Test
  void whereTooFewWouldBeLeftTheRoundDecides() {
    MemoryState banned = state(5, 5).banned("e");
    Verdict verdict = conclude(banned, new double[] {0, 6, 6, 6, 0}, WITHOUT_A);
    assertThat(verdict.by()).isEqualTo(By.TOO_FEW);
    assertThat(verdict.accepted()).containsExactly(false, true, true, true, false);
  }

  @Test
  void aPardonedClientIsNew() {
    MemoryState state = state(5, 5).banned("e").banned("z");
    assertThat(conclude(state, NO_EVIDENCE, EVERYBODY).accepted()[4]).isFalse();
    MemoryState pardoned = state.pardoned("e");
    assertThat(pardoned.client("e")).isEqualTo(ClientRecord.NEW);
    assertThat(pardoned.pairs().clients()).doesNotContain("e").contains("z");
    assertThat(conclude(pardoned, NO_EVIDENCE, EVERYBODY).accepted()[4]).isTrue();
  }
}
