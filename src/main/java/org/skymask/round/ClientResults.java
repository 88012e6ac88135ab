package org.skymask.round;

import java.util.ArrayList;
import java.util.List;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.Verdict;
import org.skymask.round.Aggregator.Judgement;

/** Rows of clients.parquet. */
final class ClientResults {
  private ClientResults() {}

  /**
   * One row a client directory, by name.
   *
   * @param weights [admitted clients]
   * @param similarities [admitted clients]
   */
  static List<ClientResult> of(
      Publication publication, Judgement judgement, double[] weights, double[] similarities) {
    List<ClientResult> results = new ArrayList<>();
    int row = 0;
    for (Summary summary : publication.admissions().summaries()) {
      if (summary.isAdmitted()) {
        results.add(
            admitted(summary, row, publication.factors(), judgement, weights, similarities));
        row++;
      } else {
        results.add(
            ClientResult.refused(
                summary.client(),
                summary.verdict(),
                summary.reason(),
                summary.detail(),
                summary.examples()));
      }
    }
    return results;
  }

  private static ClientResult admitted(
      Summary summary,
      int row,
      double[] factors,
      Judgement judgement,
      double[] weights,
      double[] similarities) {
    boolean accepted = judgement.accepted()[row];
    return new ClientResult(
        summary.client(),
        accepted ? Verdict.ACCEPTED : Verdict.FILTERED,
        accepted ? null : judgement.reason(),
        null,
        judgement.probability()[row],
        judgement.points()[row][0],
        judgement.points()[row][1],
        judgement.density()[row],
        summary.norm(),
        factors[row],
        summary.examples(),
        weights[row],
        similarities[row]);
  }

  static Counts counts(List<ClientResult> clients) {
    return new Counts(
        count(clients, Verdict.ACCEPTED),
        count(clients, Verdict.FILTERED),
        count(clients, Verdict.QUARANTINED),
        count(clients, Verdict.INCOMPLETE));
  }

  private static int count(List<ClientResult> clients, Verdict verdict) {
    return (int) clients.stream().filter(client -> client.verdict() == verdict).count();
  }
}
