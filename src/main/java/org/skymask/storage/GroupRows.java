package org.skymask.storage;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/**
 * Opens Parquet files of the server's own as groups. Asked by path, Parquet's builder parses
 * Hadoop's default configuration for every file; asked by a {@link HadoopInputFile}, it takes the
 * configuration that came with it.
 */
public final class GroupRows extends ParquetReader.Builder<Group> {
  public GroupRows(InputFile file) {
    super(file);
  }

  @Override
  protected ReadSupport<Group> getReadSupport() {
    return new GroupReadSupport();
  }
}
