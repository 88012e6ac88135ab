package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.fixture.HttpRequest;
import org.skymask.fixture.S3Endpoint;
import org.skymask.storage.Storage;

/** Commits on a real S3 API in the way that Spark's Hadoop has, with faults between. */
class S3CommitProtocolIT implements CommitContract {
  private static S3Endpoint endpoint;
  private static FaultyProxy proxy;
  private static S3AFileSystem fs;
  private Path directory;

  @BeforeAll
  static void start() throws IOException {
    endpoint = S3Endpoint.start().bucket("models");
    proxy = FaultyProxy.outwaiting(endpoint.port());
    fs = connect(Map.of());
  }

  /** With short time-outs, S3A's own retries off. */
  private static S3AFileSystem connect(Map<String, String> further) throws IOException {
    Configuration conf = S3Endpoint.configuration(S3Endpoint.impatient(proxy.port()));
    conf.setInt("fs.s3a.attempts.maximum", 0);
    further.forEach(conf::set);
    return (S3AFileSystem) FileSystem.newInstance(URI.create("s3a://models/"), conf);
  }

  @AfterAll
  static void stop() throws IOException {
    fs.close();
    proxy.close();
    endpoint.close();
  }

  @BeforeEach
  void aDirectory() {
    directory = new Path("s3a://models/" + UUID.randomUUID());
  }

  @AfterEach
  void noMoreFaults() {
    proxy.script(request -> Fault.NONE);
  }

  @Override
  public CommitProtocol protocol() throws IOException {
    return protocol(fs);
  }

  private CommitProtocol protocol(S3AFileSystem s3a) throws IOException {
    return new S3CommitProtocol(s3a, S3CommitProtocol.put(s3a, directory), 1);
  }

  @Override
  public FileSystem fileSystem() {
    return fs;
  }

  @Override
  public Path directory() {
    return directory;
  }

  private static boolean isCommit(HttpRequest request) {
    return request.isConditionalPut() && request.isOf("commit.json");
  }

  /** The k-th conditional put of the commit, from 1. */
  private static void commits(IntFunction<Fault> fault) {
    AtomicInteger puts = new AtomicInteger();
    proxy.script(request -> isCommit(request) ? fault.apply(puts.incrementAndGet()) : Fault.NONE);
  }

  private static long commitPuts() {
    return proxy.seen().stream().filter(S3CommitProtocolIT::isCommit).count();
  }

  @Test
  void isChosenForS3() throws IOException {
    assertThat(CommitProtocols.of(fs, directory)).isInstanceOf(S3CommitProtocol.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "ANSWER_HANGS", "ERROR_THOUGH_DONE", "SLOW"})
  void aPutThatHappenedIsASuccessWhateverIsAnswered(Fault fault) throws Exception {
    commits(k -> fault);
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(0))).isTrue();
    assertThat(commitPuts()).isEqualTo(1);
    onlyTheCommitStands(CommitContract.content(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "HANGS", "INTERNAL_ERROR", "SLOW_DOWN", "CONFLICT"})
  void aPutThatDidNotHappenIsTriedAgain(Fault fault) throws Exception {
    commits(k -> k <= 2 ? fault : Fault.NONE);
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(0))).isTrue();
    assertThat(commitPuts()).isEqualTo(3);
    onlyTheCommitStands(CommitContract.content(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "INTERNAL_ERROR", "SLOW_DOWN"})
  void whereNothingHelpsTheStateIsUnknownAndTheNextRunCommits(Fault fault) throws Exception {
    commits(k -> fault);
    assertThatThrownBy(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json: whether this commit happened cannot be known")
        .hasMessageEndingWith("nothing was deleted");
    assertThat(commitPuts()).isEqualTo(5);
    proxy.script(request -> Fault.NONE);
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(1))).isTrue();
    onlyTheCommitStands(CommitContract.content(1));
  }

  @Test
  void whereTheCommitHappenedAndNothingCanBeReadTheStateIsUnknown() throws Exception {
    boolean[] gone = {false};
    proxy.script(
        request -> {
          if (gone[0]) {
            return Fault.LOST;
          }
          gone[0] = isCommit(request);
          return gone[0] ? Fault.ANSWER_LOST : Fault.NONE;
        });
    assertThatThrownBy(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(CommitStateUnknownException.class);
    proxy.script(request -> Fault.NONE);
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(1))).isFalse();
    assertThat(Storage.read(fs, commit())).isEqualTo(CommitContract.content(0));
  }

  @Test
  void aLostAnswerWhereAnotherWasFirstIsNoSuccess() throws Exception {
    Storage.write(fs, directory, "commit.json", CommitContract.content(1));
    commits(k -> Fault.ANSWER_LOST);
    assertThat(protocol().createIfAbsent(commit(), CommitContract.content(0))).isFalse();
    onlyTheCommitStands(CommitContract.content(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"DENIED", "NOT_IMPLEMENTED"})
  void aRefusalIsAnErrorThatNamesTheFile(Fault fault) throws Exception {
    commits(k -> fault);
    assertThatThrownBy(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageStartingWith(commit() + ": ")
        .hasMessageMatching(answered("403|501"));
    assertThat(commitPuts()).isEqualTo(1);
    assertThat(fs.exists(commit())).isFalse();
  }

  /** In our words, or in those of the SDK under S3A. */
  private static String answered(String status) {
    return "(?s).*(S3 answers |Status Code: )(" + status + ")\\b.*";
  }

  @Test
  void aRefusalAfterALostAnswerLeavesTheStateUnknown() {
    commits(k -> k == 1 ? Fault.LOST : Fault.DENIED);
    assertThatThrownBy(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(CommitStateUnknownException.class);
  }

  @Test
  void aStorageThatIsGoneFromTheStartIsAnError() {
    proxy.script(request -> Fault.LOST);
    assertThatThrownBy(() -> protocol().createIfAbsent(commit(), CommitContract.content(0)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("commit.json was not written");
  }

  @Test
  void wrongCredentialsAreAnErrorThatDoesNotTellThem() throws IOException {
    Map<String, String> wrong = Map.of("fs.s3a.secret.key", "psssst", "fs.s3a.bucket.probe", "0");
    try (S3AFileSystem other = connect(wrong)) {
      assertThatThrownBy(() -> protocol(other).createIfAbsent(commit(), CommitContract.content(0)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(CommitStateUnknownException.class)
          .hasMessageMatching(answered("403"))
          .hasMessageNotContaining("psssst");
    }
  }

  @Test
  void aBucketThatDoesNotExistIsAnError() throws IOException {
    Path nowhere = new Path("s3a://nowhere/round=1/commit.json");
    Configuration conf = S3Endpoint.configuration(endpoint.settings());
    try (FileSystem other = FileSystem.newInstance(nowhere.toUri(), conf)) {
      assertThatThrownBy(
              () ->
                  CommitProtocols.of(other, nowhere)
                      .createIfAbsent(nowhere, CommitContract.content(0)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(CommitStateUnknownException.class)
          .hasMessageContaining("nowhere");
    }
  }
}
