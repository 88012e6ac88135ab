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

  private FieldFile(String name, List<FieldColumn> columns) {
    this.name = name;
    this.columns = columns;
  }

  /**
   * Reads its examples.
   *
   * @throws IOException that names the file, the column, the row and what was expected
   */
  static FieldData read(FileStatus status, Configuration hadoop, Signature signature)
      throws IOException {
    List<FieldSpec> fields = new ArrayList<>(signature.inputs());
    fields.add(signature.target());
    List<FieldColumn> columns = new ArrayList<>();
    for (FieldSpec field : fields) {
      columns.add(
          new FieldColumn(
              field, field == signature.target() ? TargetRange.of(signature) : TargetRange.any()));
    }
    FieldFile file = new FieldFile(status.getPath().toString(), columns);
    file.readRows(HadoopInputFile.fromStatus(status, hadoop));
    int target = columns.size() - 1;
    return new FieldData(
        columns.subList(0, target).stream().map(FieldColumn::values).toList(),
        columns.get(target).values());
  }

  private void readRows(InputFile file) throws IOException {
    try (ParquetReader<Group> rows = new GroupRows(file).build()) {
      long row = 0;
      for (Group group = rows.read(); group != null; group = rows.read()) {
        for (FieldColumn column : columns) {
          column.add(group, row);
        }
        row++;
      }
    } catch (BadFieldException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException(name + " is not read as Parquet: " + e.getMessage(), e);
    }
  }
}
