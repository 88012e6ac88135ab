package org.skymask.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;

/** Rows of clients.parquet. */
final class Clients {
  private Clients() {}

  static ClientResult accepted(String name, double norm, double density) {
    return row(name, Verdict.ACCEPTED, null, norm, density);
  }

  static ClientResult filtered(String name, double norm, double density) {
    return row(name, Verdict.FILTERED, Reason.MASKED_OUT, norm, density);
  }

  static ClientResult refused(String name, Reason reason) {
    return ClientResult.refused(name, Verdict.QUARANTINED, reason, "detail", 10L);
  }

  private static ClientResult row(
      String name, Verdict verdict, @Nullable Reason reason, double norm, double density) {
    return new ClientResult(
        name,
        verdict,
        reason,
        null,
        new ClientResult.Place(null, null, null, density),
        new ClientResult.Contribution(norm, 1.0, 10L, 0.1, null),
        null);
  }

  /** Six clients around norm 1 and density 0.5, spread as evenly in every round. */
  static List<ClientResult> usual() {
    List<ClientResult> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(accepted("usual-" + i, Math.exp(0.1 * (i - 2.5)), 0.5 + 0.02 * (i - 2.5)));
    }
    return clients;
  }

  /** A round of the usual clients and another one. */
  static JudgedRound with(int round, ClientResult... others) {
    List<ClientResult> clients = usual();
    clients.addAll(List.of(others));
    return new JudgedRound(round, "attempt-" + round, Outcome.COMMITTED, clients);
  }
}
