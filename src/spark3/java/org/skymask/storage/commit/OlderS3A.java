package org.skymask.storage.commit;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/** S3A that cannot put conditionally by itself, with Spark 3.5: that of Hadoop 3.3 by its SDK. */
final class OlderS3A {
  private OlderS3A() {}

  /**
   * @throws IOException where this S3A has another SDK
   */
  static ConditionalPut put(FileSystem fs, Path models) throws IOException {
    try {
      return new SdkConditionalPut((S3AFileSystem) fs);
    } catch (LinkageError | ClassCastException e) {
      throw new IOException(
          models + ": models on s3a: need Hadoop 3.3, or 3.4.2 and later (" + e + ")", e);
    }
  }
}
