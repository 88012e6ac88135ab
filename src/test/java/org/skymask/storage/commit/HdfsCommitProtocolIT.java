package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.HdfsCluster;
import org.skymask.storage.Storage;

/** Commits on a real NameNode with three DataNodes. */
class HdfsCommitProtocolIT implements CommitContract {
  private static HdfsCluster cluster;
  private static DistributedFileSystem fs;
  private Path directory;

  @BeforeAll
  static void start(@TempDir java.nio.file.Path data) throws Exception {
    cluster = HdfsCluster.start(data, 3);
    Configuration impatient = configuration();
    impatient.setInt("ipc.client.rpc-timeout.ms", 3000);
    impatient.setInt("ipc.client.connect.max.retries", 0);
    cluster.outwait(impatient);
    fs = (DistributedFileSystem) FileSystem.newInstance(URI.create(cluster.uri()), impatient);
  }

  private static Configuration configuration() {
    Configuration conf = new Configuration();
    conf.setInt("dfs.replication", 3);
    return conf;
  }

  private static DistributedFileSystem connect(String user) throws Exception {
    return (DistributedFileSystem)
        FileSystem.newInstance(URI.create(cluster.uri()), configuration(), user);
  }

  @AfterAll
  static void stop() throws IOException {
    fs.close();
    cluster.close();
  }

  @BeforeEach
  void aDirectory() throws Exception {
    directory = new Path("/models/" + UUID.randomUUID());
    fs.mkdirs(directory);
  }

  @Override
  public CommitProtocol protocol() {
    return new HdfsCommitProtocol(fs);
  }

  @Override
  public FileSystem fileSystem() {
    return fs;
  }

  @Override
  public Path directory() {
    return directory;
  }

  /** What happens around the rename. */
  private interface Renaming {
    void run(HdfsCommitProtocol real, Path temporary, Path file) throws IOException;
  }

  private static CommitProtocol with(Renaming renaming) {
    HdfsCommitProtocol real = new HdfsCommitProtocol(fs);
    return new HdfsCommitProtocol(fs) {
      @Override
      protected void publish(Path temporary, Path file) throws IOException {
        renaming.run(real, temporary, file);
      }
    };
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable commit) {
    return assertThatThrownBy(commit)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json");
  }

  private static void unknown(ThrowingCallable commit) {
    assertThatThrownBy(commit)
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json: whether this commit happened cannot be known")
        .hasMessageEndingWith("nothing was deleted");
  }

  @Test
  void isChosenForHdfs() throws IOException {
    assertThat(CommitProtocols.of(fs, directory)).isInstanceOf(HdfsCommitProtocol.class);
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsFoundBeforehandAndNothingIsLeft() throws Exception {
    Path file = new Path(directory, "models/round=1/commit.json");
    new HdfsCommitProtocol(fs).rehearse(file);
    assertThat(fs.listStatus(directory)).isEmpty();
    try (DistributedFileSystem stranger = connect("stranger")) {
      assertThatThrownBy(() -> new HdfsCommitProtocol(stranger).rehearse(file))
          .hasMessageContaining("round=1/commit.json could not be committed: Permission denied");
    }
    assertThat(fs.listStatus(directory)).isEmpty();
  }

  @Test
  void aLostAnswerToARenameThatHappenedIsASuccess() throws Exception {
    CommitProtocol protocol =
        with(
            (real, temporary, file) -> {
              real.publish(temporary, file);
              throw new SocketTimeoutException("no answer");
            });
    assertThat(protocol.createIfAbsent(commit(), CommitContract.content(0))).isTrue();
    onlyTheCommitStands(CommitContract.content(0));
  }

  @Test
  void aLostRenameIsMadeImpossibleAndThenAFailure() throws Exception {
    Path[] left = new Path[1];
    CommitProtocol protocol =
        with(
            (real, temporary, file) -> {
              left[0] = temporary;
              throw new SocketTimeoutException("no answer");
            });
    refused(() -> protocol.createIfAbsent(commit(), CommitContract.content(0)))
        .hasMessageContaining("no answer");
    assertThatThrownBy(() -> fs.rename(left[0], commit(), Rename.NONE))
        .as("the same call, coming late")
        .isInstanceOf(IOException.class);
    assertThat(fs.listStatus(directory)).isEmpty();
  }

  @Test
  void aLostAnswerWhereAnotherWasFirstIsNoSuccess() throws Exception {
    CommitProtocol protocol =
        with(
            (real, temporary, file) -> {
              protocol().createIfAbsent(file, CommitContract.content(1));
              throw new SocketTimeoutException("no answer");
            });
    assertThat(protocol.createIfAbsent(commit(), CommitContract.content(0))).isFalse();
    onlyTheCommitStands(CommitContract.content(1));
  }

  @Test
  void aNameNodeThatHangsDuringTheRenameLeavesItUnknownAndItMayStillHappen() throws Exception {
    CommitProtocol protocol =
        with(
            (real, temporary, file) -> {
              cluster.freeze();
              real.publish(temporary, file);
            });
    try {
      unknown(() -> protocol.createIfAbsent(commit(), CommitContract.content(0)));
    } finally {
      cluster.thaw();
    }
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(1))).isFalse();
    onlyTheCommitStands(CommitContract.content(0));
  }

  @Test
  void aNameNodeThatDiesBeforeTheRenameLeavesItUnknownAndTheNextCommits() throws Exception {
    CommitProtocol protocol =
        with(
            (real, temporary, file) -> {
              cluster.stopNameNode();
              real.publish(temporary, file);
            });
    try {
      unknown(() -> protocol.createIfAbsent(commit(), CommitContract.content(0)));
    } finally {
      cluster.startNameNode();
    }
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(1))).isTrue();
    assertThat(Storage.read(fs, commit())).isEqualTo(CommitContract.content(1));
  }

  @Test
  void aNameNodeThatIsGoneFromTheStartIsAnError() throws Exception {
    cluster.freeze();
    try {
      refused(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)));
    } finally {
      cluster.thaw();
    }
  }

  @Test
  void safeModeIsARefusal() throws Exception {
    CommitProtocol protocol =
        with(
            (real, temporary, file) -> {
              cluster.enterSafeMode();
              real.publish(temporary, file);
            });
    try {
      refused(() -> protocol.createIfAbsent(commit(), CommitContract.content(0)))
          .hasMessageContaining("safe mode");
      refused(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
          .hasMessageContaining("safe mode");
    } finally {
      cluster.leaveSafeMode();
    }
    assertThat(fs.exists(commit())).isFalse();
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsARefusal() throws Exception {
    try (DistributedFileSystem nobody = connect("nobody")) {
      refused(
              () ->
                  new HdfsCommitProtocol(nobody)
                      .createIfAbsent(commit(), CommitContract.content(0)))
          .hasMessageContaining("Permission denied: user=nobody");
    }
    assertThat(fs.listStatus(directory)).isEmpty();
  }

  @Test
  void aQuotaIsARefusal() throws Exception {
    fs.setQuota(directory, 1, Long.MAX_VALUE - 1);
    refused(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
        .hasMessageContaining("quota");
    assertThat(fs.listStatus(directory)).isEmpty();
  }

  @Test
  void aStoppedDataNodeIsNoMatter() throws Exception {
    cluster.stopDataNode(0);
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(0))).isTrue();
    onlyTheCommitStands(CommitContract.content(0));
  }
}
