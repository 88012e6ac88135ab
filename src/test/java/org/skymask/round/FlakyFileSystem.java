package org.skymask.round;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** A local disk that takes a file's name and then fails, where a test says so. */
public final class FlakyFileSystem extends RawLocalFileSystem {
  /** End of the names that fail. */
  static volatile String failing = "none";

  /** How often they did. */
  static final AtomicInteger FAILURES = new AtomicInteger();

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    if (file.getName().endsWith(failing)) {
      FAILURES.incrementAndGet();
      out.write(1);
      out.close();
      throw new IOException(file + ": the disk has failed");
    }
    return out;
  }
}
