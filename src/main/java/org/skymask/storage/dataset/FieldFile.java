package org.skymask.storage.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.Signature;
import org.skymask.storage.GroupRows;

/**
 * One Parquet file of a dataset for a model of any signature: a column for each input and for the
 * target, read a row at a time by parquet-hadoop. Datasets are the server's own, so this reader
 * need not stand hostile files.
 */
final class FieldFile {
  private final String name;
  private final List<FieldColumn> columns;

  private FieldFile(String name, Signature signature) {
    this.name = name;
    List<FieldColumn> all = new ArrayList<>();
    for (FieldSpec input : signature.inputs()) {
      all.add(new FieldColumn(input, ValueRange.of(input)));
    }
    all.add(new FieldColumn(signature.target(), ValueRange.ofTarget(signature)));
    this.columns = List.copyOf(all);
  }

  /** Takes examples in their order. */
  interface Taker {
    void take(FieldData part) throws IOException;
  }

  /**
   * Reads its examples.
   *
   * @throws IOException that names the file, the column, the row and what was expected
   */
  static FieldData read(FileStatus status, Configuration hadoop, Signature signature)
      throws IOException {
    FieldFile file = new FieldFile(status.getPath().toString(), signature);
    file.readRows(HadoopInputFile.fromStatus(status, hadoop), Integer.MAX_VALUE, part -> {});
    return file.part();
  }

  /**
   * Reads its examples part by part.
   *
   * @param rows of a part at most
   * @throws IOException as above, or from the taker
   */
  static void read(
      FileStatus status, Configuration hadoop, Signature signature, int rows, Taker taker)
      throws IOException {
    FieldFile file = new FieldFile(status.getPath().toString(), signature);
    file.readRows(HadoopInputFile.fromStatus(status, hadoop), rows, taker);
    taker.take(file.part());
  }

  /** Examples since the part before. */
  private FieldData part() {
    int target = columns.size() - 1;
    return new FieldData(
        columns.subList(0, target).stream().map(FieldColumn::takeValues).toList(),
        columns.get(target).takeValues());
  }

  private void readRows(InputFile file, int most, Taker taker) throws IOException {
    try (ParquetReader<Group> rows = new GroupRows(file).build()) {
      long row = 0;
      for (Group group = rows.read(); group != null; group = rows.read()) {
        for (FieldColumn column : columns) {
          column.add(group, row);
        }
        row++;
        if (row % most == 0) {
          taker.take(part());
        }
      }
    } catch (BadFieldException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException(name + " is not read as Parquet: " + e.getMessage(), e);
    }
  }
}
