package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.fixture.Built;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.fixture.HttpRequest;
import org.skymask.fixture.S3Endpoint;

/** The program with Hadoop 3.4.2, whose S3A makes conditional puts by itself. */
class LaterHadoopIT {
  private static final Path JARS = Built.directory().resolve("fixtures/hadoop-3.4");

  /** Of the tests, with that Hadoop and its AWS SDK in place of ours. */
  private static String classPath() throws IOException {
    Stream<String> ours =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("/org/apache/hadoop/"))
            .filter(entry -> !entry.contains("/com/amazonaws/"));
    try (Stream<Path> files = Files.list(JARS)) {
      List<String> later = files.map(file -> file.toAbsolutePath().toString()).toList();
      return Stream.concat(later.stream(), ours).collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** Servers that break off in the middle of an upload are no reason to go on without it. */
  private static void cutOff(FederationPlaces places, FaultyProxy proxy) throws Exception {
    for (String name : List.of("site-004/part", "site-004/_manifest")) {
      proxy.script(
          request ->
              request.method().equals("GET") && request.path().contains(name)
                  ? Fault.ANSWER_CUT
                  : Fault.NONE);
      String[] once = {
        "spark.hadoop.fs.s3a.retry.limit=1", "spark.hadoop.fs.s3a.retry.interval=1ms"
      };
      Run stopped = round(places, "-D", once[0], "-D", once[1], "-D", "aggregator=fedavg");
      assertThat(stopped.exit()).as(stopped.err()).isEqualTo(1);
      assertThat(proxy.seen()).anyMatch(request -> request.path().contains(name));
    }
  }

  private static boolean isCommit(HttpRequest request) {
    return request.isConditionalPut() && request.isOf("commit.json");
  }

  private static Run round(FederationPlaces places, String... further) throws Exception {
    String[] arguments = places.arguments("round", FederationPlaces.quick(further));
    return SkyMaskProcess.startOn(classPath(), arguments).end();
  }

  @Test
  void s3aCommitsByItself(@TempDir Path directory) throws Exception {
    TestFederation local = TestFederation.digits(directory.resolve("local"));
    Run here = Run.of(local, "round", FederationPlaces.quick());
    assertThat(here.exit()).as(here.err()).isZero();
    TestFederation digits = TestFederation.digits(directory.resolve("digits"));
    try (S3Endpoint endpoint = S3Endpoint.start().bucket("later");
        FaultyProxy proxy = FaultyProxy.before(endpoint.port())) {
      FederationPlaces direct =
          FederationPlaces.below(digits, "s3a://later", endpoint.settings()).fill();
      FederationPlaces places =
          FederationPlaces.below(digits, "s3a://later", S3Endpoint.settings(proxy.port()));
      AtomicInteger puts = new AtomicInteger();
      cutOff(places, proxy);
      proxy.script(
          request ->
              isCommit(request) && puts.incrementAndGet() == 1 ? Fault.ANSWER_LOST : Fault.NONE);
      Run round = round(places);
      assertThat(round.exit()).as(round.err()).isZero();
      JsonNode record = round.json();
      assertThat(record.at("/versions/hadoop").asText()).isEqualTo("3.4.2");
      assertThat(record.path("alreadyCommitted").asBoolean()).isFalse();
      assertThat(record.path("model")).isEqualTo(here.json().path("model"));
      assertThat(proxy.seen())
          .filteredOn(LaterHadoopIT::isCommit)
          .as(
              "the put whose answer was lost: what stands there is read, and S3A puts nothing again")
          .hasSize(1)
          .allMatch(request -> request.header("User-Agent").contains("Hadoop 3.4.2"));
      assertThat(direct.left(1)).hasSize(2).contains("commit.json");

      Run other = round(places, "--round", "1", "-D", "mask.epochs=2");
      assertThat(other.exit()).isEqualTo(5);
    }
  }
}
