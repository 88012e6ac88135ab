package org.skymask.memory;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept with a version.
 *
 * @param age rounds that were decided
 * @param clients by name
 * @param root the same for the root update
 * @param pairs of these clients
 */
public record MemoryState(
    int age, SortedMap<String, ClientRecord> clients, ClientRecord root, Pairs pairs) {
  /** Of a federation's first round, and where the memory was lost. */
  public static final MemoryState EMPTY =
      new MemoryState(0, new TreeMap<>(), ClientRecord.NEW, Pairs.NONE);

  /** More clients than this are not kept: whoever was unseen longest goes, the innocent first. */
  public static final int MOST_CLIENTS = 10_000;

  /** More pairs than this are not kept either. */
  public static final long MOST_PAIRS = 8_000_000;

  /** Who was not seen for so many rounds is forgotten. */
  private static final int FORGETS = 50;

  public MemoryState {
    clients = Collections.unmodifiableSortedMap(new TreeMap<>(clients));
  }

  /** The record of a client, an empty one where it was never there. */
  public ClientRecord client(String name) {
    return clients.getOrDefault(name, ClientRecord.NEW);
  }

  /** A client that an operator lets in again: to the federation it is new. */
  public MemoryState pardoned(String client) {
    SortedMap<String, ClientRecord> others = new TreeMap<>(clients);
    others.remove(client);
    return of(others);
  }

  /** A client that an operator shuts out until it is pardoned. */
  public MemoryState banned(String client) {
    SortedMap<String, ClientRecord> all = new TreeMap<>(clients);
    all.put(client, client(client).shutOut());
    return of(all);
  }

  private MemoryState of(SortedMap<String, ClientRecord> others) {
    return new MemoryState(age, others, root, pairs.of(List.copyOf(others.keySet())));
  }

  /**
   * Without clients that were not seen for 50 rounds, and within {@link #MOST_CLIENTS} and {@link
   * #MOST_PAIRS}: new names cannot make it grow without end. Whoever is banned stays.
   */
  public MemoryState within(int round) {
    return within(round, MOST_CLIENTS, MOST_PAIRS);
  }

  MemoryState within(int round, int mostClients, long mostPairs) {
    SortedMap<String, ClientRecord> kept = new TreeMap<>(clients);
    kept.values().removeIf(client -> !client.banned() && round - client.last() >= FORGETS);
    MemoryState state = kept.size() == clients.size() ? this : of(kept);
    while (kept.size() > mostClients || state.pairs().count() > mostPairs) {
      int most = kept.size() > mostClients ? mostClients : kept.size() * 9 / 10;
      leastMissed(kept).subList(0, kept.size() - most).forEach(kept::remove);
      state = of(kept);
    }
    return state;
  }

  /** The innocent before the guilty, and of each whoever was unseen longest. */
  private static List<String> leastMissed(SortedMap<String, ClientRecord> clients) {
    Comparator<Map.Entry<String, ClientRecord>> guilt =
        Comparator.comparing(client -> client.getValue().isOut());
    return clients.entrySet().stream()
        .sorted(guilt.thenComparing(client -> client.getValue().last()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
