package org.skymask.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/**
 * A round as it left its clients.
 *
 * @param attempt that committed it, or that was rejected
 * @param clients rows of clients.parquet
 * @param event what an operator asked for, in a sentence; null for rounds
 */
public record JudgedRound(
    int round,
    String attempt,
    Outcome outcome,
    List<ClientResult> clients,
    @Nullable String event) {
  public JudgedRound {
    clients = List.copyOf(clients);
  }

  /** As its record and its table of clients tell it. */
  public static JudgedRound of(RoundRecord record, List<ClientResult> clients) {
    return new JudgedRound(
        record.identity().round(), record.identity().attempt(), record.result().outcome(), clients);
  }

  /** Of a round. */
  public JudgedRound(int round, String attempt, Outcome outcome, List<ClientResult> clients) {
    this(round, attempt, outcome, clients, null);
  }

  /**
   * Whether the rule told clients apart: where nobody is accepted the round failed as a whole,
   * which says nothing of one client.
   */
  boolean tellsApart() {
    return clients.stream().anyMatch(client -> client.verdict() == Verdict.ACCEPTED);
  }
}
