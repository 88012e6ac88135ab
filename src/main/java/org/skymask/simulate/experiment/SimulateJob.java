package org.skymask.simulate.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.Settings;
import org.skymask.round.RoundException;
import org.skymask.simulate.federation.Laboratory;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.Results;

/** An experiment: its cells one after the other, each finished one kept and never run again. */
public final class SimulateJob {
  private final Experiment experiment;
  private final Function<Map<String, String>, Settings> settings;
  private final CellFiles files;
  private final Results results;
  private final Materials materials;
  private final List<Cell> cells;

  /**
   * Checks names and parameters, and finds the cells.
   *
   * @param settings from keys that stand above the defaults
   * @param output directory of cells and results
   * @throws ConfigurationException with a line for each name or parameter that there is not, or
   *     that the model does not go with
   * @throws IOException that names what of data or model cannot be read
   */
  public SimulateJob(
      Experiment experiment,
      Function<Map<String, String>, Settings> settings,
      String output,
      Configuration hadoop)
      throws IOException {
    MatrixCheck check = new MatrixCheck(experiment);
    check.names(settings);
    this.experiment = experiment;
    this.settings = settings;
    this.files = new CellFiles(output, hadoop);
    this.materials = Materials.of(experiment, hadoop);
    this.results = new Results(experiment, materials.model().layout().signature(), output, hadoop);
    check.model(materials.model().layout());
    this.cells = new Cells(experiment, materials.digest(), settings).all();
  }

  /** All cells in the order in which they are run. */
  public List<Cell> cells() {
    return cells;
  }

  /** Whether a cell is finished. */
  public boolean isFinished(Cell cell) throws IOException {
    return files.readResult(cell.id()).isPresent();
  }

  /**
   * What was done.
   *
   * @param finished cells that have a result now
   * @param run of these, run by this call
   * @param failed cells that could not be run to their end
   */
  public record Outcome(int finished, int run, int failed) {}

  /**
   * Runs the cells that are not finished, and writes the results of all that are. Others may run
   * other cells meanwhile, with the same output.
   *
   * @param selection of the cells that are meant
   * @param again whether finished cells are run again
   */
  public Outcome run(JavaSparkContext spark, Selection selection, boolean again, Watcher watcher)
      throws IOException {
    List<Cell> wanted = selection.of(cells);
    Finished done = new Finished(files, cells);
    done.read();
    List<Cell> open = wanted.stream().filter(cell -> again || !done.has(cell)).toList();
    int repeated = (int) open.stream().filter(done::has).count();
    watcher.begins(open.size(), done.count() - repeated);
    int failed = open.isEmpty() ? 0 : run(spark, open, done, watcher);
    write(done);
    return new Outcome(done.count(), open.size() - failed, failed);
  }

  /**
   * Writes the results of all finished cells, others' too. What was finished while they were
   * written may be missing in them, and whoever finished it may have written before: they are
   * written until nothing is new. So the last that is written, by whomever, has all.
   */
  private void write(Finished done) throws IOException {
    done.read();
    do {
      results.write(done.results(), cells.size());
    } while (done.read());
  }

  private int run(JavaSparkContext spark, List<Cell> open, Finished done, Watcher watcher)
      throws IOException {
    int failed = 0;
    try (Laboratory lab = new Laboratory(spark, experiment, settings, materials.model())) {
      CellRun run = new CellRun(lab, experiment, materials.digest(), files);
      int rounds = experiment.training().rounds();
      for (Cell cell : open) {
        watcher.begins(cell);
        CellResult result;
        try {
          result = run.run(cell, row -> watcher.round(cell, row, rounds));
        } catch (Exception e) { // Spark throws what tasks threw without declaring it.
          if (endsAll(e, spark)) {
            throw e;
          }
          // A rule that refuses its parameters, a split that does not divide: the others may run.
          failed++;
          done.remove(cell);
          watcher.failed(cell, e);
          continue;
        }
        write(done);
        watcher.finished(cell, result);
      }
    }
    return failed;
  }

  /** Storage that fails or a run that is stopped: no other cell would fare better. */
  private static boolean endsAll(Exception e, JavaSparkContext spark) {
    return e instanceof IOException && !(e instanceof RoundException)
        || e instanceof InterruptedException
        || spark.sc().isStopped();
  }
}
