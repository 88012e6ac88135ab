package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.fixture.HttpRequest;
import org.skymask.fixture.S3Endpoint;
import org.skymask.storage.S3Credentials;
import org.skymask.storage.Storage;
import org.skymask.storage.StorageDefaults;

/** What a commit asks of S3, beside what S3A asks when it writes another file of the version. */
class S3CommitRequestIT {
  private static S3Endpoint endpoint;
  private static FaultyProxy proxy;
  private final Path directory = new Path("s3a://models/" + UUID.randomUUID());

  @BeforeAll
  static void start() {
    endpoint = S3Endpoint.start().bucket("models");
    proxy = FaultyProxy.before(endpoint.port());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    endpoint.close();
  }

  private static FileSystem connect(Map<String, String> base, Map<String, String> further)
      throws IOException {
    Configuration conf = S3Endpoint.configuration(base);
    StorageDefaults.missing(conf).forEach(conf::set);
    conf.setInt("fs.s3a.retry.limit", 1);
    conf.set("fs.s3a.retry.interval", "1ms");
    further.forEach(conf::set);
    return FileSystem.newInstance(URI.create("s3a://models/"), conf);
  }

  /** By way of the proxy as the endpoint. */
  private static FileSystem connect(Map<String, String> further) throws IOException {
    return connect(S3Endpoint.settings(proxy.port()), further);
  }

  private boolean commit(FileSystem fs) throws IOException {
    return CommitProtocols.of(fs, directory)
        .createIfAbsent(new Path(directory, "commit.json"), CommitContract.content(0));
  }

  private static List<HttpRequest> puts() {
    return proxy.seen().stream().filter(request -> request.method().equals("PUT")).toList();
  }

  private static HttpRequest put(String name) {
    return puts().stream().filter(request -> request.isOf(name)).findFirst().orElseThrow();
  }

  @Test
  void carriesTheChecksumThatObjectLockAsksFor() throws Exception {
    proxy.script(request -> Fault.NONE);
    try (FileSystem fs = connect(Map.of())) {
      Storage.write(fs, directory, "round.json", CommitContract.content(0));
      assertThat(commit(fs)).isTrue();
    }
    byte[] md5 = MessageDigest.getInstance("MD5").digest(CommitContract.content(0));
    assertThat(puts())
        .hasSizeGreaterThanOrEqualTo(4)
        .extracting(request -> request.header("Content-MD5"))
        .containsOnly(Base64.getEncoder().encodeToString(md5));
  }

  @Test
  void isOwnedEncryptedAndSignedAsTheFilesBesideIt() throws Exception {
    proxy.script(request -> Fault.NONE);
    Map<String, String> bucket =
        Map.of(
            "fs.s3a.acl.default", "Private",
            "fs.s3a.bucket.models.acl.default", "BucketOwnerFullControl",
            "fs.s3a.bucket.models.encryption.algorithm", "AES256",
            "fs.s3a.user.agent.prefix", "silo/7",
            "fs.s3a.requester.pays.enabled", "true");
    try (FileSystem fs = connect(bucket)) {
      // s3proxy knows few ACLs and no encryption, so that the answers do not matter here.
      assertThatThrownBy(() -> Storage.write(fs, directory, "round.json", "{}"))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> commit(fs)).isInstanceOf(IOException.class);
    }
    HttpRequest file = put("round.json");
    HttpRequest commit = puts().get(puts().size() - 1);
    assertThat(commit.isConditionalPut()).isTrue();
    assertThat(commit.header("x-amz-acl")).isEqualTo("bucket-owner-full-control");
    assertThat(commit.header("x-amz-server-side-encryption")).isEqualTo("AES256");
    assertThat(commit.header("User-Agent")).startsWith("silo/7");
    for (String header :
        List.of(
            "x-amz-acl",
            "x-amz-server-side-encryption",
            "User-Agent",
            "x-amz-request-payer",
            "x-amz-content-sha256")) {
      assertThat(commit.header(header)).as(header).isEqualTo(file.header(header));
    }
  }

  @Test
  void goesByTheProxyAndItsUserAsAllRequestsDo() throws Exception {
    proxy.script(
        request ->
            request.header("Proxy-Authorization").isEmpty() ? Fault.PROXY_LOGIN : Fault.NONE);
    Map<String, String> byProxy =
        Map.of(
            "fs.s3a.proxy.host", "127.0.0.1",
            "fs.s3a.proxy.port", String.valueOf(proxy.port()),
            "fs.s3a.proxy.username", "federation",
            "fs.s3a.proxy.password", "pssst");
    try (FileSystem fs = connect(endpoint.settings(), byProxy)) {
      assertThat(commit(fs)).isTrue();
    }
    String login = "Basic " + Base64.getEncoder().encodeToString("federation:pssst".getBytes());
    assertThat(proxy.seen())
        .filteredOn(request -> request.isConditionalPut() && request.isOf("commit.json"))
        .extracting(request -> request.header("Proxy-Authorization"))
        .contains(login);
  }

  @Test
  void aRefusalThatFollowsALostAnswerInsideTheClientLeavesTheStateUnknown() throws Exception {
    AtomicInteger commits = new AtomicInteger();
    proxy.script(
        request -> {
          if (!request.isConditionalPut() || !request.isOf("commit.json")) {
            return Fault.NONE;
          }
          return commits.incrementAndGet() == 1 ? Fault.LOST : Fault.DENIED;
        });
    try (FileSystem fs = connect(Map.of("fs.s3a.attempts.maximum", "3"))) {
      CommitProtocol protocol = new S3CommitProtocol(fs, S3CommitProtocol.put(fs, directory), 1);
      Path file = new Path(directory, "commit.json");
      assertThatThrownBy(() -> protocol.createIfAbsent(file, CommitContract.content(0)))
          .isInstanceOf(CommitStateUnknownException.class);
    }
  }

  @Test
  void theConditionIsTriedBeforehandAndNotOnceMore() throws Exception {
    proxy.script(request -> Fault.NONE);
    try (FileSystem fs = connect(Map.of())) {
      CommitProtocol protocol = CommitProtocols.of(fs, directory);
      Path file = new Path(directory, "round=1/commit.json");
      protocol.rehearse(file);
      assertThat(fs.listStatus(directory)).isEmpty();
      long tried = puts().size();
      assertThat(protocol.createIfAbsent(file, CommitContract.content(0))).isTrue();
      assertThat(puts()).hasSize((int) tried + 1);
    }
  }

  @Test
  void nothingIsRemovedAboveAFileThatWasWritten() throws Exception {
    proxy.script(request -> Fault.NONE);
    try (FileSystem fs = connect(Map.of())) {
      Storage.write(fs, new Path(directory, "round=1/attempt=x"), "round.json", "{}");
    }
    assertThat(proxy.seen())
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
    try (FileSystem fs = connect(endpoint.settings(), none)) {
      assertThatThrownBy(() -> commit(fs))
          .isNotInstanceOf(CommitStateUnknownException.class)
          .hasMessageContaining(
              "no credentials for S3 were found; looked for fs.s3a.access.key and"
                  + " fs.s3a.secret.key; see conf/s3.conf");
      assertThatThrownBy(() -> fs.getFileStatus(directory)).matches(S3Credentials::areMissing);
    }
  }
}
