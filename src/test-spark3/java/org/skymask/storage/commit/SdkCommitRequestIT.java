package org.skymask.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.fixture.HttpRequest;
import org.skymask.storage.Storage;

/** What a commit that S3A does not make itself has from S3A all the same. */
class SdkCommitRequestIT {
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
  void isOwnedEncryptedAndSignedAsTheFilesBesideIt() throws Exception {
    s3.proxy().script(request -> Fault.NONE);
    Map<String, String> bucket =
        Map.of(
            "fs.s3a.acl.default", "Private",
            "fs.s3a.bucket.models.acl.default", "BucketOwnerFullControl",
            "fs.s3a.bucket.models.encryption.algorithm", "AES256",
            "fs.s3a.user.agent.prefix", "silo/7",
            "fs.s3a.requester.pays.enabled", "true");
    try (FileSystem fs = s3.connect(bucket)) {
      // s3proxy knows few ACLs and no encryption, so that the answers do not matter here.
      assertThatThrownBy(() -> Storage.write(fs, directory, "round.json", "{}"))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> S3Traffic.commit(fs, directory)).isInstanceOf(IOException.class);
    }
    HttpRequest file =
        s3.puts().stream().filter(request -> request.isOf("round.json")).findFirst().orElseThrow();
    HttpRequest commit = s3.puts().get(s3.puts().size() - 1);
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
    s3.proxy()
        .script(
            request ->
                request.header("Proxy-Authorization").isEmpty() ? Fault.PROXY_LOGIN : Fault.NONE);
    Map<String, String> byProxy =
        Map.of(
            "fs.s3a.proxy.host", "127.0.0.1",
            "fs.s3a.proxy.port", String.valueOf(s3.proxy().port()),
            "fs.s3a.proxy.username", "federation",
            "fs.s3a.proxy.password", "pssst");
    try (FileSystem fs = s3.connectDirectly(byProxy)) {
      assertThat(S3Traffic.commit(fs, directory)).isTrue();
    }
    String login = "Basic " + Base64.getEncoder().encodeToString("federation:pssst".getBytes());
    assertThat(s3.proxy().seen())
        .filteredOn(request -> request.isConditionalPut() && request.isOf("commit.json"))
        .extracting(request -> request.header("Proxy-Authorization"))
        .contains(login);
  }
}
