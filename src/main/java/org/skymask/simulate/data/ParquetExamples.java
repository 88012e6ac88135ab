package org.skymask.simulate.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Layout;
import org.skymask.model.RefusedException;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.parquet.Column;
import org.skymask.storage.parquet.ParquetFile;
import org.skymask.storage.parquet.ParquetLimits;

/**
 * Parquet with a column for each input and the target, and where there is one the column {@code
 * silo} (text).
 */
final class ParquetExamples {
  private static final String SILO = "silo";

  private ParquetExamples() {}

  static Examples read(FileSystem fs, Path path, Layout layout) throws IOException {
    List<String> silos = new ArrayList<>();
    List<FileStatus> files = DatasetReader.files(fs, path);
    for (FileStatus file : files) {
      silos.addAll(silos(file.getPath().toString(), Storage.read(fs, file.getPath())));
    }
    Examples examples = Examples.of(DatasetReader.read(fs, path, layout));
    // A file without the column among others with it: none of them divides the whole.
    return silos.size() == examples.size() ? new Examples(examples.data(), silos) : examples;
  }

  private static List<String> silos(String name, byte[] content) throws IOException {
    try {
      ParquetFile file = ParquetFile.open(content, ParquetLimits.trusted());
      if (!file.has(SILO)) {
        return List.of();
      }
      Column column = file.text(SILO);
      file.check(List.of(column));
      List<String> silos = new ArrayList<>();
      for (int group = 0; group < file.groups(); group++) {
        silos.addAll(List.of(file.strings(group, column)));
      }
      return silos;
    } catch (RefusedException e) {
      throw new IOException(name + ": " + e.detail(), e);
    }
  }
}
