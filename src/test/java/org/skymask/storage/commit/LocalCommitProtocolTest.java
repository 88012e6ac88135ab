package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.storage.Storage;

class LocalCommitProtocolTest implements CommitContract {
  private java.nio.file.Path directory;

  @BeforeEach
  void aDirectory(@TempDir java.nio.file.Path scratch) {
    directory = scratch;
  }

  @Override
  public CommitProtocol protocol() {
    return new LocalCommitProtocol();
  }

  @Override
  public FileSystem fileSystem() {
    try {
      return Storage.of(directory(), new Configuration(false));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Path directory() {
    return new Path(directory.toUri());
  }

  @Test
  void aMissingDirectoryIsAnErrorThatLeavesNothing() {
    Path file = new Path(directory.resolve("none/commit.json").toUri());
    assertThatThrownBy(() -> protocol().createIfAbsent(file, new byte[1]))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("none");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryInItsPlaceStands() throws IOException {
    Files.createDirectory(directory.resolve("commit.json"));
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(0))).isFalse();
    assertThat(directory.resolve("commit.json")).isEmptyDirectory();
  }

  @Test
  void aNewNameThatCannotBeForcedToDiskIsUnknownAndFoundByTheNext() throws Exception {
    CommitProtocol protocol =
        new LocalCommitProtocol() {
          @Override
          protected void seal(Path file) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThatThrownBy(() -> protocol.createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("(Input/output error); nothing was deleted");
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(1))).isFalse();
    onlyTheCommitStands(CommitContract.content(0));
  }

  @Test
  void aTemporaryFileThatCannotBeRemovedIsNoFailure() throws IOException {
    CommitProtocol protocol =
        new LocalCommitProtocol() {
          @Override
          protected void remove(Path temporary) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThat(protocol.createIfAbsent(commit(), CommitContract.content(0))).isTrue();
    assertThat(Storage.read(fileSystem(), commit())).isEqualTo(CommitContract.content(0));
  }

  @Test
  void aLinkThatFailsMayHaveHappenedOrNot() throws Exception {
    CommitProtocol failing =
        new LocalCommitProtocol() {
          @Override
          protected void publish(Path temporary, Path file) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThatThrownBy(() -> failing.createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json: Input/output error");
    assertThat(directory).isEmptyDirectory();

    CommitProtocol answeringLate =
        new LocalCommitProtocol() {
          @Override
          protected void publish(Path temporary, Path file) throws IOException {
            super.publish(temporary, file);
            throw new IOException("Input/output error");
          }
        };
    assertThat(answeringLate.createIfAbsent(commit(), CommitContract.content(0))).isTrue();
    onlyTheCommitStands(CommitContract.content(0));
  }

  @Test
  void aTemporaryFileThatStaysAfterAFailedLinkLeavesTheStateUnknown() {
    CommitProtocol protocol =
        new LocalCommitProtocol() {
          @Override
          protected void publish(Path temporary, Path file) throws IOException {
            throw new IOException("Connection timed out");
          }

          @Override
          protected void remove(Path temporary) throws IOException {
            throw new IOException("Connection timed out");
          }
        };
    assertThatThrownBy(() -> protocol.createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(CommitStateUnknownException.class);
  }
}
