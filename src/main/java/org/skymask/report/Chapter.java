package org.skymask.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Assessment;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord.Result;

/**
 * A version, or a round that was rejected, as far as its files can be read.
 *
 * @param at when it ended; null where the storage does not say
 * @param result what its record tells; null for version 0, and where the record cannot be read
 * @param gate most root loss of the new model, in root losses of the base; null where there was no
 *     such limit
 * @param clients rows of clients.parquet; empty where they cannot be read
 * @param assessed what {@code evaluate} has found of the version; null where nobody kept that
 * @param report URL of its report.html, relative to the page; null where there is none
 * @param problems what cannot be read, a sentence each
 */
public record Chapter(
    int round,
    @Nullable Instant at,
    @Nullable Result result,
    @Nullable Double gate,
    List<ClientResult> clients,
    @Nullable Assessment assessed,
    @Nullable String report,
    List<String> problems) {
  public Chapter {
    clients = List.copyOf(clients);
    problems = List.copyOf(problems);
  }

  /** A round of which nothing can be read. */
  public static Chapter unreadable(int round, String problem) {
    return new Chapter(round, null, null, null, List.of(), null, null, List.of(problem));
  }

  /** Whether its record could be read, or there is none to be read. */
  boolean isKnown() {
    return result != null || round == 0 && problems.isEmpty();
  }

  /** Whether it is known to have left a version. */
  boolean isVersion() {
    return isKnown() && (result == null || result.outcome() != Outcome.REJECTED);
  }

  /** The code of its outcome; {@code initial} for version 0, {@code unknown} without a record. */
  String ending() {
    return result != null ? result.outcome().code() : isKnown() ? "initial" : "unknown";
  }

  @Nullable RootLoss rootLoss() {
    return result == null ? null : result.rootLoss();
  }

  /** Root loss of its model in root losses of its base; NaN where it was not measured. */
  double ratio() {
    RootLoss loss = rootLoss();
    return loss == null ? Double.NaN : loss.model() / loss.base();
  }

  /** The first measure of models of its kind; null where nobody kept one. */
  Assessment.@Nullable Score score() {
    return assessed == null || assessed.measures().isEmpty() ? null : assessed.measures().get(0);
  }
}
