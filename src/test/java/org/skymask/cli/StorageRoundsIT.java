package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.HttpRequest;
import org.skymask.fixture.S3Endpoint;

/** Whole rounds on a real HDFS and a real S3 API: the same model as on files of this machine. */
class StorageRoundsIT {
  private static final Pattern TOLD = Pattern.compile("run `skymask ([^`]+)` with the same");

  private static HdfsCluster cluster;
  private static S3Endpoint endpoint;
  private static FaultyProxy proxy;
  private static TestFederation digits;

  /** Of version 1. */
  private static String digest;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    cluster = HdfsCluster.start(directory.resolve("hdfs"), 1);
    endpoint = S3Endpoint.start().bucket("digits").bucket("broken").bucket("lost").bucket("secret");
    proxy = FaultyProxy.before(endpoint.port());
    digits = TestFederation.digits(directory.resolve("digits"));
    TestFederation local = TestFederation.digits(directory.resolve("local"));
    Run round = Run.of(local, "round", FederationPlaces.quick());
    assertThat(round.exit()).as(round.err()).isZero();
    digest = round.json().path("model").asText();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    endpoint.close();
    cluster.close();
  }

  private static Map<String, String> onHdfs() {
    return Map.of("dfs.replication", "1");
  }

  private static Run succeeds(Run run) {
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void everythingOnHdfs() throws Exception {
    everything(FederationPlaces.below(digits, cluster.uri() + "/digits", onHdfs()));
  }

  @Test
  void everythingOnS3() throws Exception {
    everything(FederationPlaces.below(digits, "s3a://digits/all", endpoint.settings()));
  }

  /** All commands, the last of them on the state that those before have left. */
  private static void everything(FederationPlaces places) throws Exception {
    places.fill();
    String late = places.updates() + "/round=1/client=site-011";
    Path upload = digits.client(1, "site-011");

    places.delete(places.models());
    String initial = digits.initial().getFileName().toString();
    String from = places.models() + "-initial";
    places.copy(digits.initial(), from);
    Run init = succeeds(places.run("init", "--from", from, "--json"));
    assertThat(init.json().path("commit").asText())
        .isEqualTo(places.models() + "/round=0/commit.json");
    assertThat(places.left(0)).hasSize(2).doesNotContain(initial);

    places.delete(late);
    Run validate = succeeds(places.run("validate", "--json"));
    assertThat(validate.json().path("clients")).hasSize(11);
    places.copy(upload, late);

    Run round = succeeds(places.run("round", FederationPlaces.quick()));
    assertThat(round.json().path("model").asText()).isEqualTo(digest);
    assertThat(round.json().path("commit").asText())
        .isEqualTo(places.models() + "/round=1/commit.json");
    assertThat(places.left(1)).hasSize(2).contains("commit.json");
    assertThat(places.version(1).digest()).isEqualTo(digest);

    String config = places.models() + "-configuration/federation.conf";
    places.copy(digits.config(), config);
    Run status = succeeds(places.run("status", config, "--json"));
    assertThat(status.json().at("/federations/0/models").asText()).isEqualTo(places.models());
    assertThat(status.json().at("/federations/0/versions/0/outcome").asText())
        .isEqualTo("committed");
    assertThat(status.json().at("/federations/0/versions")).hasSize(2);

    Run evaluate = succeeds(places.run("evaluate", "--keep", "--json"));
    assertThat(evaluate.json().path("examples").asInt()).isPositive();
    succeeds(places.run("report"));
    site(places);

    Run again = succeeds(places.run("round", FederationPlaces.quick("--round", "1")));
    assertThat(again.json().path("alreadyCommitted").asBoolean()).isTrue();
    assertThat(again.json().path("attempt")).isEqualTo(round.json().path("attempt"));

    places.delete(late);
    Run other = places.run("round", FederationPlaces.quick("--round", "1"));
    assertThat(other.exit()).isEqualTo(5);
    assertThat(other.message()).contains(places.models() + "/round=1/commit.json stands");
    assertThat(places.left(1)).hasSize(2);
    swept(places);
  }

  /** Twice, so that it is replaced; it links to the report beside it. */
  private static void site(FederationPlaces places) throws Exception {
    for (int i = 0; i < 2; i++) {
      Run site = succeeds(places.run("site", "--json"));
      assertThat(site.json().path("site").asText()).isEqualTo(places.models() + "/index.html");
      assertThat(site.json().path("problems")).isEmpty();
    }
    String attempt = places.left(1).get(0);
    assertThat(places.read("index.html"))
        .contains("href=\"./round=1/" + attempt + "/report.html\"", "accuracy 0.");
    assertThat(places.names("")).containsExactly("index.html", "round=0", "round=1");
    places.delete(places.models() + "/round=1/evaluation.json");
  }

  /** What a driver that died has left is swept, what the commits name is not. */
  private static void swept(FederationPlaces places) throws Exception {
    String dead = places.models() + "/round=1/attempt=dead";
    places.copy(digits.root(), dead + "/parameters/part-0.parquet");
    succeeds(places.run("sweep", "--older-than", "1h", "--delete"));
    assertThat(places.left(1)).hasSize(3);
    Run dry = succeeds(places.run("sweep", "--older-than", "0s", "--force", "--json"));
    assertThat(dry.json().path("leftovers")).hasSize(1);
    assertThat(dry.json().at("/leftovers/0/path").asText()).isEqualTo(dead);
    assertThat(places.left(1)).hasSize(3);
    succeeds(places.run("sweep", "--older-than", "0s", "--force", "--delete"));
    assertThat(places.left(1)).hasSize(2).doesNotContain("attempt=dead");

    Run verify = succeeds(places.run("verify", "--json"));
    assertThat(verify.json().path("ok").asBoolean()).isTrue();
    assertThat(verify.json().path("versions")).hasSize(2);
    assertThat(places.version(1).digest()).isEqualTo(digest);
  }

  @Test
  void uploadsOnS3ModelsOnHdfsKeysAndRootOnFiles(@TempDir Path directory) throws Exception {
    TestFederation signed = TestFederation.digits(directory.resolve("digits"));
    Path keys = directory.resolve("keys");
    Signatures.sign(signed, 1, keys);
    Map<String, String> hadoop = new java.util.TreeMap<>(endpoint.settings());
    hadoop.putAll(onHdfs());
    FederationPlaces places =
        new FederationPlaces(
            signed,
            "s3a://digits/mixed/updates",
            cluster.uri() + "/mixed/models",
            signed.root().toUri().toString(),
            hadoop);
    places.copy(signed.directory().resolve("updates"), places.updates());
    places.copy(signed.models(), places.models());
    Run round =
        succeeds(
            places.run("round", FederationPlaces.quick("-D", "admission.keys=" + keys.toUri())));
    assertThat(round.json().path("model").asText()).isEqualTo(digest);
    assertThat(round.json().at("/counts/quarantined").asInt()).isZero();

    for (String remote : List.of(cluster.uri() + "/mixed/keys", "s3a://digits/mixed/keys")) {
      places.copy(keys, remote);
      Run again =
          succeeds(
              places.run(
                  "round",
                  FederationPlaces.quick("--round", "1", "-D", "admission.keys=" + remote)));
      assertThat(again.json().path("alreadyCommitted").asBoolean()).isTrue();
    }
  }

  /** The server's own update given, as a directory in the form of an upload. */
  @Test
  void aRootUpdateOnS3(@TempDir Path directory) throws Exception {
    TestFederation local = TestFederation.digits(directory.resolve("local"));
    Path own = directory.resolve("own");
    Files.move(local.client(1, "site-011"), own);
    Run here = succeeds(Run.of(local, "round", FederationPlaces.quick("-D", "root.update=" + own)));
    assertThat(here.json().path("inputs")).hasSize(11);
    assertThat(here.json().path("model").asText()).isNotEqualTo(digest);

    TestFederation remote = TestFederation.digits(directory.resolve("remote"));
    TestFederation.delete(remote.client(1, "site-011"));
    FederationPlaces places =
        FederationPlaces.below(remote, "s3a://digits/given", endpoint.settings()).fill();
    String given = "s3a://digits/given/own";
    places.copy(own, given);
    Run there = succeeds(places.run("round", FederationPlaces.quick("-D", "root.update=" + given)));
    assertThat(there.json().path("model")).isEqualTo(here.json().path("model"));
  }

  /** By way of the proxy, with one try again. */
  private static FederationPlaces throughProxy(String bucket) {
    Map<String, String> settings = S3Endpoint.settings(proxy.port());
    settings.put("fs.s3a.attempts.maximum", "1");
    settings.put("fs.s3a.retry.limit", "1");
    settings.put("fs.s3a.retry.interval", "10ms");
    return FederationPlaces.below(digits, "s3a://" + bucket, settings).fill();
  }

  private static boolean isCommit(HttpRequest request) {
    return request.isConditionalPut() && request.isOf("commit.json");
  }

  private static void nothingOfTheAttemptWasDeleted() {
    assertThat(proxy.seen())
        .filteredOn(
            request -> request.method().equals("DELETE") || request.path().contains("?delete"))
        .noneMatch(request -> request.path().contains("attempt"));
  }

  @Test
  void aCommitThatHappenedUnseenIsFoundByTheNextRun() throws Exception {
    FederationPlaces places = throughProxy("lost");
    AtomicBoolean committed = new AtomicBoolean();
    proxy.script(
        request -> {
          if (isCommit(request)) {
            return committed.getAndSet(true) ? Fault.LOST : Fault.ANSWER_LOST;
          }
          return committed.get() ? Fault.LOST : Fault.NONE;
        });
    Run unknown = places.run("round", FederationPlaces.quick());
    assertThat(unknown.exit()).as(unknown.err()).isEqualTo(6);
    assertThat(unknown.message())
        .startsWith(places.models() + "/round=1/commit.json: whether this commit happened")
        .endsWith("run `skymask round --round 1` with the same options to find out");
    nothingOfTheAttemptWasDeleted();

    proxy.script(request -> Fault.NONE);
    assertThat(places.version(1).digest()).isEqualTo(digest);
    Run next = succeeds(asTold(unknown, places));
    assertThat(next.json().path("alreadyCommitted").asBoolean()).isTrue();
    assertThat(next.json().path("model").asText()).isEqualTo(digest);
    // Without its number it is the next round's, for which nobody has uploaded yet.
    Run same = places.run("round", FederationPlaces.quick());
    assertThat(same.exit()).isEqualTo(3);
    assertThat(same.message()).endsWith("; version 1 is the newest");
  }

  /** Types the command that an error names, with the options of before. */
  private static Run asTold(Run failed, FederationPlaces places) {
    Matcher command = TOLD.matcher(failed.message());
    assertThat(command.find()).as(failed.message()).isTrue();
    String[] words = command.group(1).split(" ");
    return places.run(words[0], FederationPlaces.quick(Arrays.copyOfRange(words, 1, words.length)));
  }

  @Test
  void aCommitThatDidNotHappenUnseenIsMadeByTheNextRun() throws Exception {
    FederationPlaces places = throughProxy("broken");
    proxy.script(request -> isCommit(request) ? Fault.LOST : Fault.NONE);
    Run unknown = places.run("round", FederationPlaces.quick());
    assertThat(unknown.exit()).as(unknown.err()).isEqualTo(6);
    nothingOfTheAttemptWasDeleted();
    assertThat(places.left(1)).hasSize(1).allMatch(name -> name.startsWith("attempt="));

    proxy.script(request -> Fault.NONE);
    Run next = succeeds(asTold(unknown, places));
    assertThat(next.json().path("alreadyCommitted").asBoolean()).isFalse();
    assertThat(next.json().path("model").asText()).isEqualTo(digest);
    assertThat(places.left(1)).hasSize(3).contains("commit.json");
  }

  @Test
  void noSecretIsTold(@TempDir Path events) throws Exception {
    FederationPlaces places =
        FederationPlaces.below(digits, "s3a://secret", endpoint.settings()).fill();
    String[] logging = {
      "--verbose",
      "-D",
      "spark.eventLog.enabled=true",
      "-D",
      "spark.eventLog.dir=" + events.toUri(),
      // One file that can be read, as Spark 3.5 writes it anyway.
      "-D",
      "spark.eventLog.rolling.enabled=false",
      "-D",
      "spark.eventLog.compress=false",
      "-D",
      "spark.hadoop.fs.s3a.bucket.other.secret.key=another" + S3Endpoint.SECRET_KEY
    };
    Run round = SkyMaskProcess.run(places.arguments("round", FederationPlaces.quick(logging)));
    assertThat(round.exit()).as(round.err()).isZero();
    String log = Files.readString(TestFederation.only(events, "local-"));
    assertThat(log).contains("fs.s3a.secret.key").contains("redacted");

    String[] wrong = {"--verbose", "-D", "spark.hadoop.fs.s3a.secret.key=" + "pssst".repeat(8)};
    Run refused = SkyMaskProcess.run(places.arguments("validate", wrong));
    assertThat(refused.exit()).isEqualTo(1);
    String told = refused.out() + refused.err();
    assertThat(told).contains("403").doesNotContain("pssst");

    for (String text : List.of(round.out(), round.err(), log, places.everything(), told)) {
      assertThat(text).doesNotContain(S3Endpoint.SECRET_KEY, S3Endpoint.ACCESS_KEY);
    }
    assertThat(places.everything()).contains("hadoop.fs.s3a.secret.key\" : \"(hidden)");
  }
}
