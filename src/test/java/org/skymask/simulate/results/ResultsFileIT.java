package org.skymask.simulate.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.S3Endpoint;
import org.skymask.storage.Replacement;
import org.skymask.storage.Storage;

/** The table of results is replaced as a whole on every storage, and nothing lies beside it. */
class ResultsFileIT {
  private static final List<RoundRow> ROWS = FinishedCells.cell("fedavg", "none", 0, 1, 0.9).rows();

  @Test
  void isReplacedOnHdfs(@TempDir java.nio.file.Path scratch) throws IOException {
    try (HdfsCluster hdfs = HdfsCluster.start(scratch, 1)) {
      isReplaced(hdfs.uri() + "/out", new Configuration());
    }
  }

  @Test
  void isReplacedOnS3() throws IOException {
    try (S3Endpoint s3 = S3Endpoint.start().bucket("experiments")) {
      isReplaced("s3a://experiments/out", S3Endpoint.configuration(s3.settings()));
    }
  }

  private static void isReplaced(String directory, Configuration hadoop) throws IOException {
    Path file = new Path(directory, "results.parquet");
    FileSystem fs = Storage.of(file, hadoop);
    for (List<RoundRow> rows : List.of(ROWS.subList(0, 1), ROWS)) {
      new Replacement(fs, file, hadoop).write(path -> ResultsFile.write(fs, path, rows));
      assertThat(count(file, hadoop)).isEqualTo(rows.size());
    }
    assertThat(
            Arrays.stream(fs.listStatus(file.getParent())).map(found -> found.getPath().getName()))
        .containsExactly("results.parquet");
  }

  private static int count(Path file, Configuration hadoop) throws IOException {
    int rows = 0;
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(hadoop).build()) {
      while (reader.read() != null) {
        rows++;
      }
    }
    return rows;
  }
}
