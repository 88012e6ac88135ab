package org.skymask.simulate.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.storage.FileNames;
import org.skymask.storage.Replacement;
import org.skymask.storage.Storage;

/**
 * The directories of cells below an experiment's output: {@code cells/<cell>/cell.json} of the
 * finished, and what their rounds need while they run.
 */
public final class CellFiles {
  private final FileSystem fs;
  private final Path cells;
  private final Configuration hadoop;

  /**
   * @param output directory of the experiment, as a URI or path
   */
  public CellFiles(String output, Configuration hadoop) throws IOException {
    Path path = new Path(output, "cells");
    this.fs = Storage.of(path, hadoop);
    this.cells = fs.makeQualified(path);
    this.hadoop = hadoop;
  }

  /** Where a cell's files lie. */
  public Path directory(String cell) {
    return new Path(cells, cell);
  }

  /** The result of a cell, where it is finished. */
  public Optional<CellResult> readResult(String cell) throws IOException {
    Path file = new Path(directory(cell), FileNames.CELL);
    try {
      CellResult result = CellJson.parse(file.toString(), Storage.read(fs, file));
      if (!result.cell().equals(cell)) {
        throw new IOException(file + " is of the cell " + result.cell());
      }
      return Optional.of(result);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The results of all finished cells, of whichever experiments. */
  public List<CellResult> readResults() throws IOException {
    List<CellResult> results = new ArrayList<>();
    for (FileStatus entry : Storage.list(fs, cells)) {
      if (entry.isDirectory()) {
        readResult(entry.getPath().getName()).ifPresent(results::add);
      }
    }
    return results;
  }

  /** Makes the cell finished: the file is there with all its content, or not at all. */
  public void finish(CellResult result) throws IOException {
    Path file = new Path(directory(result.cell()), FileNames.CELL);
    new Replacement(fs, file, hadoop).write(CellJson.write(result));
  }

  /** Removes what a cell has left, its result included. */
  public void clear(String cell) throws IOException {
    fs.delete(directory(cell), true);
  }

  /** Removes a part of a cell's files. */
  public void remove(String cell, String name) throws IOException {
    fs.delete(new Path(directory(cell), name), true);
  }
}
