package org.skymask.round.admit;

import java.util.List;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.UploadSummary;

/**
 * The clients that would take part in a round, compared with its quorum.
 *
 * @param summaries one a client directory, by name
 * @param minimum {@code quorum.minimum-clients}
 */
public record Attendance(int round, List<UploadSummary> summaries, int minimum) {

  public Attendance {
    summaries = List.copyOf(summaries);
  }

  /** How many take part. */
  public long admitted() {
    return summaries.stream().filter(UploadSummary::isAdmitted).count();
  }

  public boolean isEnough() {
    return admitted() >= minimum;
  }

  /** The message of a round that has too few clients, with the reasons of the others. */
  public String shortage() {
    return "round "
        + round
        + " has "
        + admitted()
        + " admitted uploads of "
        + summaries.size()
        + " client directories, and quorum.minimum-clients is "
        + minimum
        + Refusals.hint(summaries);
  }

  /**
   * @throws RoundException where there are too few
   */
  public void require() throws RoundException {
    if (!isEnough()) {
      throw new RoundException(Kind.QUORUM, shortage());
    }
  }
}
