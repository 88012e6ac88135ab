package org.skymask.simulate.results;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.config.Experiment;
import org.skymask.storage.Storage;

/** The results of all finished cells, in a directory: a table, a summary, a page. */
public final class Results {
  private final FileSystem fs;
  private final Path output;

  /**
   * @param output directory, as a URI or path
   */
  public Results(String name, String output, Configuration hadoop) throws IOException {
    Path path = new Path(output);
    this.fs = Storage.of(path, hadoop);
    this.output = fs.makeQualified(path);
  }

  /** Writes all of them anew. */
  public void write(List<CellResult> cells, Experiment experiment) throws IOException {
    List<RoundRow> rows = cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    new Replacement(fs, new Path(output, "results.parquet"))
        .write(path -> ResultsFile.write(path, fs.getConf(), rows));
  }
}
