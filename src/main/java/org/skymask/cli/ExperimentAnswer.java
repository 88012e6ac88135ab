package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skymask.simulate.experiment.SimulateJob;
import org.skymask.storage.FileNames;

/** What {@code simulate} says at its end. */
record ExperimentAnswer(SimulateJob.Outcome outcome, String output) implements Answer {
  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("ok", outcome.failed() == 0).put("finished", outcome.finished());
    return json.put("run", outcome.run()).put("failed", outcome.failed()).put("output", output);
  }

  @Override
  public String text() {
    String failed = outcome.failed() == 0 ? "" : ", " + outcome.failed() + " failed";
    return outcome.finished()
        + " cells are finished, "
        + outcome.run()
        + " of them now"
        + failed
        + "\n"
        + files(output);
  }

  /** The line that says where results are. */
  static String files(String output) {
    return output
        + "/"
        + String.join(", ", FileNames.RESULTS, FileNames.SUMMARY, FileNames.REPORT)
        + "\n";
  }
}
