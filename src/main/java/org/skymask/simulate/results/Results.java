package org.skymask.simulate.results;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attacks;
import org.skymask.config.Experiment;
import org.skymask.model.Quality;
import org.skymask.model.Signature;
import org.skymask.report.AlongAxis;
import org.skymask.report.AlongPicture;
import org.skymask.report.ExperimentReport;
import org.skymask.report.ExperimentResults;
import org.skymask.storage.FileNames;
import org.skymask.storage.Replacement;
import org.skymask.storage.Storage;

/** The results of all finished cells, in a directory: a table, a summary, a page, and pictures. */
public final class Results {
  private final Experiment experiment;
  private final @Nullable Signature signature;
  private final FileSystem fs;
  private final Path output;
  private final Configuration hadoop;

  /**
   * @param signature of the model; null where it is not there any more: then nothing is known of
   *     its classes
   * @param output directory, as a URI or path
   */
  public Results(
      Experiment experiment, @Nullable Signature signature, String output, Configuration hadoop)
      throws IOException {
    this.experiment = experiment;
    this.signature = signature;
    Path path = new Path(output);
    this.fs = Storage.of(path, hadoop);
    this.output = fs.makeQualified(path);
    this.hadoop = hadoop;
  }

  /** Labels of the attacks with a trigger. */
  private static Set<String> backdoors(Experiment experiment) {
    return experiment.matrix().attacks().stream()
        .filter(
            attack -> Attacks.ALL.make(attack.name(), attack.parameters()).trigger().isPresent())
        .map(Experiment.Entry::label)
        .collect(Collectors.toSet());
  }

  private ExperimentResults.Scale scale(List<RoundRow> rows) {
    if (signature == null) {
      Quality told = rows.stream().map(RoundRow::quality).findFirst().orElse(Quality.LOSS);
      return new ExperimentResults.Scale(told, 0);
    }
    Quality quality = Quality.of(signature.loss());
    return new ExperimentResults.Scale(
        quality, quality == Quality.ACCURACY ? signature.requiredClasses() : 0);
  }

  /**
   * Writes all of them anew.
   *
   * @param cells that are finished
   * @param all how many the experiment has
   */
  public void write(List<CellResult> cells, int all) throws IOException {
    List<RoundRow> rows = cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    fs.mkdirs(output);
    new Replacement(fs, new Path(output, FileNames.RESULTS), hadoop)
        .write(path -> ResultsFile.write(fs, path, rows));
    List<SummaryRow> summaries = SummaryRow.of(cells);
    new Replacement(fs, new Path(output, FileNames.SUMMARY), hadoop)
        .write(SummaryCsv.of(summaries));
    ExperimentResults.Scale scale = scale(rows);
    List<AlongAxis> along =
        new AlongAxes(summaries, experiment.matrix().splits(), scale.classes()).all();
    ExperimentResults page =
        new ExperimentResults(
            experiment.name(),
            Facts.of(experiment, cells.size(), all),
            scale,
            new Panels(summaries, cells, backdoors(experiment)).all(),
            along,
            Facts.versions(cells));
    new Replacement(fs, new Path(output, FileNames.REPORT), hadoop)
        .write(ExperimentReport.render(page));
    for (AlongAxis axis : along) {
      new Replacement(fs, new Path(output, FileNames.along(axis.kind().code())), hadoop)
          .write(AlongPicture.render(experiment.name(), scale, axis));
    }
  }
}
