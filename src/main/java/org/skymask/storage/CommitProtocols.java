package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Chooses how a file system commits. */
final class CommitProtocols {
  private CommitProtocols() {}

  static CommitProtocol of(FileSystem fs, Path models) throws IOException {
    if (fs instanceof CommitProtocol own) {
      return own;
    }
    String scheme = fs.getUri().getScheme();
    return switch (scheme) {
      case "file" -> new LocalCommitProtocol();
      default ->
          throw new IOException(
              models + ": no commit protocol for " + scheme + ":, models are published to file:");
    };
  }
}
