package org.skymask.storage.commit;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** S3A that cannot put conditionally by itself, with Spark 4: that of Hadoop 3.4.0 and 3.4.1. */
final class OlderS3A {
  private OlderS3A() {}

  /**
   * @throws IOException always
   */
  static ConditionalPut put(FileSystem fs, Path models) throws IOException {
    throw new IOException(
        models
            + ": models on s3a: need Hadoop 3.4.2 or later, and this is "
            + VersionInfo.getVersion()
            + " ("
            + fs.getClass().getName()
            + ")");
  }
}
