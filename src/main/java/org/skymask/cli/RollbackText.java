package org.skymask.cli;

import java.util.List;
import org.skymask.model.RoundRecord;
import org.skymask.round.RoundResult;
import org.skymask.storage.FileNames;

/** A rollback's result for a person at a terminal. */
final class RollbackText {
  private static final int MOST_NAMES = 20;

  private RollbackText() {}

  /**
   * @param unused clients that have uploads for this number
   */
  static String of(RoundResult result, List<String> unused) {
    RoundRecord record = result.record();
    String before = result.alreadyCommitted() ? " before" : "";
    return "Version "
        + record.identity().round()
        + " of "
        + record.identity().federation()
        + ": "
        + record.result().outcome().code()
        + before
        + ". "
        + record.result().why()
        + "\n"
        + uploads(record.identity().round(), unused)
        + "Clients fetch version "
        + record.identity().round()
        + " and train for round "
        + (record.identity().round() + 1)
        + ".\n\n"
        + "model   "
        + record.result().model()
        + "\ncommit  "
        + result.commit()
        + "\nreport  "
        + result.directory()
        + "/"
        + FileNames.REPORT
        + "\n";
  }

  private static String uploads(int round, List<String> unused) {
    if (unused.isEmpty()) {
      return "";
    }
    int more = unused.size() - MOST_NAMES;
    return "Uploads for round "
        + round
        + " are not used: "
        + String.join(", ", unused.subList(0, Math.min(unused.size(), MOST_NAMES)))
        + (more > 0 ? " and " + more + " more" : "")
        + ".\n";
  }
}
