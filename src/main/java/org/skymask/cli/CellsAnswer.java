package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.skymask.simulate.experiment.Cell;
import org.skymask.simulate.experiment.SimulateJob;

/** What {@code simulate --dry-run} says: the cells of an experiment. */
record CellsAnswer(SimulateJob job) implements Answer {
  @Override
  public String text() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("cell", "rule", "attack", "malicious", "split", "seed", "finished"));
    int finished = 0;
    for (Cell cell : job.cells()) {
      boolean done = job.isFinished(cell);
      finished += done ? 1 : 0;
      rows.add(
          List.of(
              cell.id(),
              cell.rule().label(),
              cell.attack().label(),
              Math.round(1000 * cell.fraction()) / 10.0 + " %",
              cell.place(),
              String.valueOf(cell.seed()),
              done ? "yes" : "no"));
    }
    int all = job.cells().size();
    return TextTable.of(rows) + "\n" + all + " cells, " + finished + " of them finished\n";
  }

  @Override
  public ObjectNode json() throws IOException {
    ObjectNode json = JsonOutput.object();
    ArrayNode cells = json.put("ok", true).putArray("cells");
    for (Cell cell : job.cells()) {
      cells
          .addObject()
          .put("cell", cell.id())
          .put("rule", cell.rule().label())
          .put("attack", cell.attack().label())
          .put("fraction", cell.fraction())
          .put("split", cell.split().label())
          .put("seed", cell.seed())
          .put("finished", job.isFinished(cell))
          .put("federation", cell.variant().label());
    }
    return json;
  }
}
