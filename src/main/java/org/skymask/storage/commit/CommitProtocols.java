package org.skymask.storage.commit;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.skymask.storage.LocalModes;

/** Chooses how a file system commits: by its scheme and by what it can do. */
public final class CommitProtocols {
  private CommitProtocols() {}

  public static CommitProtocol of(FileSystem fs, Path models) throws IOException {
    if (fs instanceof CommitProtocol own) {
      return own;
    }
    String scheme = fs.getUri().getScheme();
    return switch (scheme) {
      case "file" -> new LocalCommitProtocol(LocalModes.of(fs.getConf()));
      case "hdfs" -> hdfs(fs, models);
      case "s3a" -> S3CommitProtocol.of(fs, models);
      default ->
          throw new IOException(
              models
                  + ": no commit protocol for "
                  + scheme
                  + ":, models are published to file:, hdfs: or s3a:");
    };
  }

  private static CommitProtocol hdfs(FileSystem fs, Path models) throws IOException {
    if (fs instanceof DistributedFileSystem hdfs) {
      return new HdfsCommitProtocol(hdfs);
    }
    throw new IOException(
        models
            + ": no commit protocol for the file system "
            + fs.getClass().getName()
            + ", hdfs: is to be a DistributedFileSystem");
  }
}
