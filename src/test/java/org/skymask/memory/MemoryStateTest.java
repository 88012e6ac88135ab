package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryStateTest {
  private static MemoryState of(SortedMap<String, ClientRecord> clients) {
    List<String> names = List.copyOf(clients.keySet());
    int count = names.size();
    Pairs pairs = Pairs.NONE.with(names, new double[count][count]).pairs();
    return new MemoryState(60, clients, ClientRecord.NEW, pairs);
  }

  private static ClientRecord lastIn(int round) {
    return new ClientRecord(0, 0, 0, false, false, 1, List.of(round));
  }

  @Test
  void whoIsUnseenForFiftyRoundsIsForgotten() {
    SortedMap<String, ClientRecord> clients = new TreeMap<>();
    clients.put("banned", lastIn(1).shutOut());
    clients.put("gone", lastIn(10));
    clients.put("here", lastIn(11));
    MemoryState state = of(clients).within(60);
    assertThat(state.clients().keySet()).containsExactly("banned", "here");
    assertThat(state.pairs().clients()).containsExactly("banned", "here");
    assertThat(state.pairs().count()).isEqualTo(3);
  }

  /** New names cannot make it grow, nor push out whoever was convicted. */
  @Test
  void theInnocentGoFirst() {
    SortedMap<String, ClientRecord> clients = new TreeMap<>();
    clients.put("convicted", lastIn(20).withEvidence(2));
    for (int i = 0; i < 20; i++) {
      clients.put("name-" + (char) ('a' + i), lastIn(30 + i));
    }
    MemoryState state = of(clients).within(60, 3, Long.MAX_VALUE);
    assertThat(state.clients().keySet()).containsExactly("convicted", "name-s", "name-t");
    assertThat(state.pairs().clients()).hasSize(3);
  }

  @Test
  void pairsAreLimitedToo() {
    SortedMap<String, ClientRecord> clients = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      clients.put("name-" + (char) ('a' + i), lastIn(30 + i));
    }
    MemoryState state = of(clients).within(60, 100, 50);
    assertThat(state.pairs().count()).isBetween(1L, 50L);
    assertThat(state.clients()).containsKey("name-t").doesNotContainKey("name-a");
  }
}
