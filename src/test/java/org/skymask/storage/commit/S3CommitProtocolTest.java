package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.storage.Storage;
import org.skymask.storage.commit.ConditionalPut.NotPutException;

/** What real endpoints do not do, with files of this machine as objects. */
class S3CommitProtocolTest {
  private Path file;
  private FileSystem fs;

  @BeforeEach
  void aDirectory(@TempDir java.nio.file.Path directory) throws IOException {
    file = new Path(directory.resolve("commit.json").toUri());
    fs = Storage.of(file, new Configuration(false));
  }

  private boolean put(Path path, byte[] content, boolean overwrite) throws IOException {
    if (!overwrite && fs.exists(path)) {
      return false;
    }
    try (FSDataOutputStream out = fs.create(path, true)) {
      out.write(content);
    }
    return true;
  }

  private boolean commit(ConditionalPut put) throws IOException {
    return new S3CommitProtocol(fs, put, 1).createIfAbsent(file, CommitContract.content(0));
  }

  @Test
  void aStorageThatIgnoresConditionsIsRefusedBeforeAnythingIsReplaced() throws IOException {
    Storage.write(fs, file.getParent(), "commit.json", "another's");
    assertThatThrownBy(() -> commit((path, content) -> put(path, content, true)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json: this storage ignores the condition of a put");
    assertThat(Storage.read(fs, file)).asString().isEqualTo("another's");
    assertThat(fs.listStatus(file.getParent())).hasSize(1);
  }

  @Test
  void aConnectionThatWasNeverMadeHasCommittedNothing() {
    assertThatThrownBy(
            () ->
                commit(
                    (path, content) -> {
                      if (path.equals(file)) {
                        throw new NotPutException("refused", new ConnectException("no"), true);
                      }
                      return put(path, content, false);
                    }))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json was not written: refused");
  }

  @Test
  void anObjectThatExistsAndCannotBeReadLeavesTheStateUnknown() throws IOException {
    fs.mkdirs(file);
    assertThatThrownBy(() -> commit((path, content) -> put(path, content, false)))
        .isInstanceOf(CommitStateUnknownException.class);
  }

  @Test
  void anInterruptionEndsTheWaitingAndSettlesNothing() {
    assertThatThrownBy(
            () ->
                commit(
                    (path, content) -> {
                      if (path.equals(file)) {
                        Thread.currentThread().interrupt();
                        throw new IOException("no answer");
                      }
                      return put(path, content, false);
                    }))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("no answer");
    assertThat(Thread.interrupted()).isTrue();
  }
}
