package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.DriverProcess;
import org.skymask.fixture.Built;
import org.skymask.fixture.S3Endpoint;

/** Commands whose executors are processes of their own, on a storage that asks for credentials. */
class ClusterStorageIT {
  private static final String[] CLUSTER = {
    "-D", "spark.master=local-cluster[2,1,1024]",
    "-D", "spark.driver.bindAddress=127.0.0.1",
    "-D", "spark.driver.host=127.0.0.1",
    "-D", "spark.executor.memory=1g",
    "-D", "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
  };

  @TempDir static Path directory = Path.of("");

  private static Run onCluster(FederationPlaces places, String command, String... further)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of(CLUSTER));
    options.addAll(List.of("-D", "spark.executor.extraClassPath=" + DriverProcess.classPath()));
    options.addAll(List.of(further));
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(DriverProcess.opens());
    line.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", DriverProcess.classPath()));
    line.add("org.skymask.SkyMask");
    line.addAll(List.of(places.arguments(command, options.toArray(String[]::new))));
    Map<String, String> environment =
        Map.of(
            "SPARK_SCALA_VERSION", Built.scala(),
            "SPARK_LOCAL_IP", "127.0.0.1",
            "SPARK_HOME", home().toString());
    return SkyMaskProcess.start(line, environment).end();
  }

  private static Path home() {
    return directory.resolve("home");
  }

  /** What executors have written to their standard output and error. */
  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(home().resolve("work"))) {
      return files.filter(file -> file.getFileName().toString().matches("std(out|err)")).toList();
    }
  }

  @Test
  void executorsPublishAndVerifyAndTellNoSecret() throws Exception {
    Files.createDirectories(home().resolve("jars"));
    TestFederation digits = TestFederation.digits(directory.resolve("digits"));
    try (S3Endpoint endpoint = S3Endpoint.start().bucket("cluster")) {
      FederationPlaces places =
          FederationPlaces.below(digits, "s3a://cluster", endpoint.settings()).fill();
      Run round = onCluster(places, "round", "--json", "-D", "aggregator=fedavg");
      assertThat(round.exit()).as(round.err()).isZero();

      String first = places.models() + "/round=0/" + digits.initial().getFileName();
      places.copy(digits.root(), first + "/parameters/part-0.parquet");
      Run verify = onCluster(places, "verify", "--json");
      assertThat(verify.exit()).as(verify.err()).isEqualTo(1);
      assertThat(verify.json().at("/versions/0/state").asText()).isEqualTo("wrong");
      assertThat(verify.json().at("/versions/1/state").asText()).isEqualTo("ok");
      assertThat(verify.json().at("/problems")).hasSize(1);
      assertThat(verify.json().at("/problems/0/problem").asText())
          .contains(first + "/parameters/part-0.parquet is damaged");

      List<String> told =
          new ArrayList<>(List.of(round.out(), round.err(), verify.out(), verify.err()));
      for (Path log : logs()) {
        told.add(Files.readString(log));
      }
      assertThat(told).as("two executors for each command").hasSizeGreaterThanOrEqualTo(4 + 8);
      assertThat(told)
          .filteredOn(text -> text.startsWith("Spark Executor Command"))
          .hasSizeGreaterThanOrEqualTo(4);
      assertThat(told)
          .allSatisfy(
              text ->
                  assertThat(text)
                      .doesNotContain(S3Endpoint.SECRET_KEY)
                      .doesNotContain(S3Endpoint.ACCESS_KEY));
    }
  }
}
