package org.skymask.simulate.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment;
import org.skymask.config.Settings;
import org.skymask.model.Signature;
import org.skymask.simulate.federation.ModelSource;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.Results;

/** Writes the results of an experiment's finished cells, and runs none. */
public final class ResultsJob {
  private final Experiment experiment;
  private final Function<Map<String, String>, Settings> settings;
  private final String output;
  private final Configuration hadoop;

  /**
   * @param settings from keys that stand above the defaults
   * @param output directory of cells and results
   * @throws org.skymask.config.ConfigurationException with a line for each name or parameter that
   *     there is not
   */
  public ResultsJob(
      Experiment experiment,
      Function<Map<String, String>, Settings> settings,
      String output,
      Configuration hadoop) {
    new MatrixCheck(experiment).names(settings);
    this.experiment = experiment;
    this.settings = settings;
    this.output = output;
    this.hadoop = hadoop;
  }

  /**
   * What there is.
   *
   * @param finished cells that have a result
   * @param cells of the experiment
   */
  public record Outcome(int finished, int cells) {}

  /**
   * Reads the finished cells and writes the results. A cell is known by the content of its data and
   * model. Where these are not there any more, cells are known by what the finished ones say that
   * they were made of.
   *
   * @throws IOException that says why there is no finished cell
   */
  public Outcome run() throws IOException {
    CellFiles files = new CellFiles(output, hadoop);
    Finished done;
    try {
      done = finished(files, Materials.of(experiment, hadoop).digest());
    } catch (IOException gone) {
      done = remembered(files, gone);
    }
    if (done.count() == 0) {
      throw new IOException(
          output
              + " has no finished cell of this experiment, expected at least one of "
              + done.cells()
              + "; simulate without --report-only runs them");
    }
    new Results(experiment, signature(), output, hadoop).write(done.results(), done.cells());
    return new Outcome(done.count(), done.cells());
  }

  private Finished finished(CellFiles files, String materials) throws IOException {
    Finished finished = new Finished(files, new Cells(experiment, materials, settings).all());
    finished.read();
    return finished;
  }

  /** Of several data the ones that most cells were made of. */
  private Finished remembered(CellFiles files, IOException gone) throws IOException {
    List<String> known =
        files.readResults().stream()
            .map(CellResult::materials)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    Finished most = null;
    for (String materials : known) {
      Finished found = finished(files, materials);
      most = most == null || found.count() > most.count() ? found : most;
    }
    if (most == null) {
      throw new IOException(
          gone.getMessage() + "; and no finished cell in " + output + " says what it was made of",
          gone);
    }
    return most;
  }

  /** Null where the model is not there any more. */
  private @Nullable Signature signature() {
    try {
      return ModelSource.of(experiment.federation().architecture(), hadoop).layout().signature();
    } catch (IOException e) {
      return null;
    }
  }
}
