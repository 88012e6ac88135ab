package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ModelStore;

class LocalRehearsalTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  java.nio.file.Path directory;

  private Path commit(String below) {
    return new Path(directory.resolve(below + "/commit.json").toUri());
  }

  @Test
  void leavesNothingBehindWhetherTheDirectoryExistsOrNot() throws IOException {
    new LocalCommitProtocol().rehearse(commit("models/round=1"));
    assertThat(directory).isEmptyDirectory();

    Files.createDirectories(directory.resolve("models/round=1"));
    new LocalCommitProtocol().rehearse(commit("models/round=1"));
    assertThat(directory.resolve("models/round=1")).isEmptyDirectory();
  }

  /** As FUSE, exFAT and some network file systems answer. */
  @Test
  void aFileSystemWithoutHardLinksIsFound() {
    CommitProtocol without =
        new LocalCommitProtocol() {
          @Override
          void link(java.nio.file.Path link, java.nio.file.Path existing) throws IOException {
            throw new FileSystemException(
                link.toString(), existing.toString(), "Operation not permitted");
          }
        };
    assertThatThrownBy(() -> without.rehearse(commit("round=1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("round=1/commit.json could not be committed: ")
        .hasMessageContaining(
            directory
                + " is on a file system without hard links (Operation not permitted), where nothing"
                + " can be committed exactly once; publish models to another file system");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatCannotBeForcedToDiskIsFound() {
    CommitProtocol without =
        new LocalCommitProtocol() {
          @Override
          protected void force(java.nio.file.Path forced) throws IOException {
            throw new IOException(forced + ": Invalid argument");
          }
        };
    assertThatThrownBy(() -> without.rehearse(commit("round=1")))
        .hasMessageContaining("Invalid argument");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileInTheWayIsFound() throws IOException {
    Files.writeString(directory.resolve("models"), "a file");
    assertThatThrownBy(() -> new LocalCommitProtocol().rehearse(commit("models/round=1")))
        .hasMessageContaining("models is a file, expected a directory");
  }

  @Test
  void aRoundThatIsCommittedNeedsNoLeaveToWrite() throws IOException {
    CommitProtocol refusing =
        new LocalCommitProtocol() {
          @Override
          void link(java.nio.file.Path link, java.nio.file.Path existing) throws IOException {
            throw new FileSystemException("none");
          }
        };
    Path models = new Path(directory.toUri());
    ModelStore store =
        new ModelStore(models, Storage.of(models, new Configuration(false)), refusing);
    assertThatThrownBy(() -> store.rehearse(1)).isInstanceOf(IOException.class);
    Files.createDirectories(directory.resolve("round=1"));
    Files.writeString(directory.resolve("round=1/commit.json"), "{}");
    store.rehearse(1);
  }
}
