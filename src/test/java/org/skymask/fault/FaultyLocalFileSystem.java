package org.skymask.fault;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.skymask.storage.commit.CommitProtocol;
import org.skymask.storage.commit.WatchedCommitProtocol;

/** {@code fs.file.impl} of a test: the local disk, and its commit protocol step by step. */
public final class FaultyLocalFileSystem extends FaultyFileSystem implements CommitProtocol {
  private final CommitProtocol protocol = new WatchedCommitProtocol();

  public FaultyLocalFileSystem() {
    super(new RawLocalFileSystem());
  }

  @Override
  public boolean createIfAbsent(Path file, byte[] content) throws IOException {
    return protocol.createIfAbsent(file, content);
  }

  @Override
  public void force(List<Path> directories) throws IOException {
    protocol.force(directories);
  }
}
