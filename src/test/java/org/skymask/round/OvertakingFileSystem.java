package org.skymask.round;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.skymask.storage.commit.CommitProtocol;
import org.skymask.storage.commit.LocalCommitProtocol;

/** {@code fs.file.impl} of a test: something happens between an attempt's files and its commit. */
public final class OvertakingFileSystem extends RawLocalFileSystem implements CommitProtocol {
  private static final CommitProtocol REAL = new LocalCommitProtocol();

  /** What happens just before the next commit, and whether that is carried out. */
  static volatile Moment before = (file, content, real) -> real.createIfAbsent(file, content);

  /** A commit that is about to be made. */
  interface Moment {
    boolean commits(Path file, byte[] content, CommitProtocol real) throws IOException;
  }

  @Override
  public boolean createIfAbsent(Path file, byte[] content) throws IOException {
    return before.commits(file, content, REAL);
  }
}
