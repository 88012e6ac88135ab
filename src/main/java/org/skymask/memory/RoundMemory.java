package org.skymask.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the base version as a round meets it.
 *
 * @param round its number
 * @param state null where it was lost: then the decision without memory serves, and a new memory
 *     begins
 * @param clients those present, in row order
 * @param kappas [clients]: κ of each, NaN where it could not be measured
 * @param rootKappa the same of the root update
 */
@SuppressWarnings("ArrayRecordComponent")
public record RoundMemory(
    int round,
    @Nullable MemoryState state,
    List<String> clients,
    double[] kappas,
    double rootKappa) {
  /** From so many rounds on the decision without memory is asked about newcomers too. */
  private static final int SETTLED = 3;

  /** Who was seen in fewer rounds is a newcomer. */
  private static final int KNOWN = 3;

  public RoundMemory {
    clients = List.copyOf(clients);
  }

  /** What there is to go on from. */
  public MemoryState before() {
    return state == null ? MemoryState.EMPTY : state;
  }

  /** [clients]: S before this round. */
  public double[] evidence() {
    return clients.stream().mapToDouble(name -> before().client(name).evidence()).toArray();
  }

  /** [clients]: who had been convicted before this round. */
  public boolean[] convicted() {
    double[] evidence = evidence();
    boolean[] convicted = new boolean[evidence.length];
    for (int i = 0; i < convicted.length; i++) {
      convicted[i] = evidence[i] >= Evidence.CONVICTS;
    }
    return convicted;
  }

  /** What decided. */
  public enum By {
    MEMORY,
    /** The memory was lost: the decision without it. */
    LOST,
    /** Memory would have left too few: the decision without it. */
    TOO_FEW
  }

  /**
   * How a round ends for its clients.
   *
   * @param by what decided
   * @param accepted [clients]
   * @param records [clients], as they are kept
   * @param next the memory of the new version
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Verdict(By by, boolean[] accepted, List<ClientRecord> records, MemoryState next) {}

  /**
   * Flags, newcomers, and the verdict.
   *
   * @param evidence [clients]: S after this round
   * @param today [clients]: whom the decision without memory accepts
   * @param minimum with fewer left, that decision serves
   * @param pairs after this round
   */
  public Verdict conclude(double[] evidence, boolean[] today, int minimum, Pairs pairs) {
    ClientRecord root = before().root().admitted(round, rootKappa);
    boolean[] accepted = new boolean[clients.size()];
    List<ClientRecord> records = new ArrayList<>();
    for (int i = 0; i < accepted.length; i++) {
      ClientRecord known = before().client(clients.get(i));
      ClientRecord next = known.admitted(round, kappas[i]).withEvidence(evidence[i]);
      next = next.withReversed(Curvature.reversed(next, root));
      boolean newcomer = before().age() >= SETTLED && known.seen() < KNOWN;
      accepted[i] = !next.isOut() && (today[i] || !newcomer);
      records.add(next);
    }
    long left = IntStream.range(0, accepted.length).filter(i -> accepted[i]).count();
    By by = state == null ? By.LOST : left < minimum ? By.TOO_FEW : By.MEMORY;
    boolean[] verdict = by == By.MEMORY ? accepted : withoutBanned(today, records);
    return new Verdict(by, verdict, records, next(records, root, pairs));
  }

  private static boolean[] withoutBanned(boolean[] today, List<ClientRecord> records) {
    boolean[] accepted = new boolean[today.length];
    for (int i = 0; i < accepted.length; i++) {
      accepted[i] = today[i] && !records.get(i).banned();
    }
    return accepted;
  }

  private MemoryState next(List<ClientRecord> records, ClientRecord root, Pairs pairs) {
    SortedMap<String, ClientRecord> all = new TreeMap<>(before().clients());
    for (int i = 0; i < records.size(); i++) {
      all.put(clients.get(i), records.get(i));
    }
    // Whoever is banned without ever having met another has a record, and no pairs yet.
    Pairs complete = pairs.of(List.copyOf(all.keySet()));
    return new MemoryState(before().age() + 1, all, root, complete).within(round);
  }
}
