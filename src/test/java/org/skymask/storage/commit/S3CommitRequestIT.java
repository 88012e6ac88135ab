package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.storage.S3Credentials;
import org.skymask.storage.Storage;

/** What a commit asks of S3, beside what S3A asks when it writes another file of the version. */
class S3CommitRequestIT {
  private static S3Traffic s3;
  private final Path directory = S3Traffic.directory();

  @BeforeAll
  static void start() {
    s3 = S3Traffic.start();
  }

  @AfterAll
  static void stop() {
    s3.close();
  }

  @Test
  void aRefusalThatFollowsALostAnswerInsideTheClientLeavesTheStateUnknown() throws Exception {
    AtomicInteger commits = new AtomicInteger();
    s3.proxy()
        .script(
            request -> {
              if (!request.isConditionalPut() || !request.isOf("commit.json")) {
                return Fault.NONE;
              }
              return commits.incrementAndGet() == 1 ? Fault.LOST : Fault.DENIED;
            });
    try (FileSystem fs = s3.connect(Map.of("fs.s3a.attempts.maximum", "3"))) {
      CommitProtocol protocol = new S3CommitProtocol(fs, S3CommitProtocol.put(fs, directory), 1);
      Path file = new Path(directory, "commit.json");
      assertThatThrownBy(() -> protocol.createIfAbsent(file, CommitContract.content(0)))
          .isInstanceOf(CommitStateUnknownException.class);
    }
  }

  @Test
  void theConditionIsTriedBeforehandAndNotOnceMore() throws Exception {
    s3.proxy().script(request -> Fault.NONE);
    try (FileSystem fs = s3.connect(Map.of())) {
      CommitProtocol protocol = CommitProtocols.of(fs, directory);
      Path file = new Path(directory, "round=1/commit.json");
      protocol.rehearse(file);
      assertThat(fs.listStatus(directory)).isEmpty();
      long tried = s3.puts().size();
      assertThat(protocol.createIfAbsent(file, CommitContract.content(0))).isTrue();
      assertThat(s3.puts()).hasSize((int) tried + 1);
    }
  }

  @Test
  void nothingIsRemovedAboveAFileThatWasWritten() throws Exception {
    s3.proxy().script(request -> Fault.NONE);
    try (FileSystem fs = s3.connect(Map.of())) {
      Storage.write(fs, new Path(directory, "round=1/attempt=x"), "round.json", "{}");
    }
    assertThat(s3.proxy().seen())
        .filteredOn(request -> !List.of("PUT", "GET", "HEAD").contains(request.method()))
        .isEmpty();
  }

  @Test
  void missingCredentialsAreToldWithThePlacesThatWereLookedAt() throws Exception {
    Map<String, String> none =
        Map.of(
            "fs.s3a.aws.credentials.provider",
            "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
            "fs.s3a.access.key",
            "",
            "fs.s3a.secret.key",
            "");
    try (FileSystem fs = s3.connectDirectly(none)) {
      assertThatThrownBy(() -> S3Traffic.commit(fs, directory))
          .isNotInstanceOf(CommitStateUnknownException.class)
          .hasMessageContaining(
              "no credentials for S3 were found; looked for fs.s3a.access.key and"
                  + " fs.s3a.secret.key; see conf/s3.conf");
      assertThatThrownBy(() -> fs.getFileStatus(directory)).matches(S3Credentials::areMissing);
    }
  }

  /** Hadoop 3.4 and later send one where they are told to, and earlier ones always. */
  @Test
  void carriesTheChecksumThatObjectLockAsksFor() throws Exception {
    s3.proxy().script(request -> Fault.NONE);
    try (FileSystem fs = s3.connect(Map.of("fs.s3a.create.checksum.algorithm", "SHA256"))) {
      Storage.write(fs, directory, "round.json", CommitContract.content(0));
      assertThat(S3Traffic.commit(fs, directory)).isTrue();
    }
    byte[] digest = MessageDigest.getInstance("MD5").digest(CommitContract.content(0));
    String md5 = Base64.getEncoder().encodeToString(digest);
    assertThat(s3.puts())
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(
            request ->
                request.header("Content-MD5").equals(md5)
                    || request.header("x-amz-trailer").equals("x-amz-checksum-sha256"));
  }
}
