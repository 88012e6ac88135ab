package org.skymask.round.publish;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;
import org.skymask.round.UploadSummary;
import org.skymask.round.judge.Aggregator.Judgement;
import org.skymask.round.recall.Remembrance;

/** Rows of clients.parquet. */
public final class ClientResults {
  private static final String BANNED = "shut out by an operator until it is pardoned";

  private ClientResults() {}

  /**
   * One row a client directory, by name.
   *
   * @param weights [admitted clients]
   * @param similarities [admitted clients]
   */
  public static List<ClientResult> of(
      Publication publication, Judgement judgement, double[] weights, double[] similarities) {
    List<ClientResult> results = new ArrayList<>();
    int row = 0;
    for (UploadSummary summary : publication.admissions().summaries()) {
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
      UploadSummary summary,
      int row,
      double[] factors,
      Judgement judgement,
      double[] weights,
      double[] similarities) {
    boolean accepted = judgement.accepted()[row];
    Remembrance remembrance = judgement.remembrance();
    return new ClientResult(
        summary.client(),
        accepted ? Verdict.ACCEPTED : Verdict.FILTERED,
        accepted ? null : judgement.reason(),
        remembrance != null && remembrance.banned().get(row) ? BANNED : null,
        new ClientResult.Place(
            known(judgement.probability()[row]),
            known(judgement.points()[row][0]),
            known(judgement.points()[row][1]),
            known(judgement.density()[row])),
        new ClientResult.Contribution(
            summary.norm(),
            factors[row],
            summary.examples(),
            weights[row],
            known(similarities[row])),
        remembrance == null ? null : remembrance.clients().get(row));
  }

  /** A number of a rule's arrays, which have NaN where there is none. */
  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
