package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skymask.simulate.experiment.ResultsJob;

/** What {@code simulate --report-only} says at its end. */
record ResultsAnswer(ResultsJob.Outcome outcome, String output) implements Answer {
  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("ok", true).put("finished", outcome.finished()).put("cells", outcome.cells());
    return json.put("run", 0).put("failed", 0).put("output", output);
  }

  @Override
  public String text() {
    return outcome.finished()
        + " of "
        + outcome.cells()
        + " cells are finished\n"
        + ExperimentAnswer.files(output);
  }
}
