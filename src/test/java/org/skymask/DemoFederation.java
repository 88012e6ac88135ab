package org.skymask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.skymask.fixture.HdfsCluster;
import org.skymask.fixture.S3Endpoint;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ModelStore;

/**
 * The federation of {@code conf/demo.conf} on other storage: its silos have keys, read models from
 * HDFS and submit by the Python client to S3 ({@code src/test/python/people.py}).
 *
 * @param python that has what the client needs for S3 and WebHDFS
 */
record DemoFederation(Path directory, String python, HdfsCluster hdfs, S3Endpoint s3) {
  static final int SILOS = 28;

  /** Keys, the configuration and version 0. */
  void prepare() throws IOException {
    silos("keys");
    Files.writeString(config(), configuration());
    initialise(models());
  }

  Path config() {
    return directory.resolve("people.conf");
  }

  String models() {
    return hdfs.uri() + "/federation/models";
  }

  /** Credentials: for the silos, the driver and, by way of it, the executors. */
  static Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        S3Endpoint.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        S3Endpoint.SECRET_KEY,
        "AWS_DEFAULT_REGION",
        "us-east-1");
  }

  /** What the demo's says, and what stands above it here; its relative paths are the project's. */
  private String configuration() {
    return """
        include "%1$s"
        updates = "s3a://silos/updates"
        models = "%2$s"
        admission.keys = "%3$s/keys"
        "spark.hadoop.fs.s3a.endpoint" = "http://127.0.0.1:%4$d"
        "spark.hadoop.fs.s3a.endpoint.region" = us-east-1
        "spark.hadoop.fs.s3a.path.style.access" = true
        "spark.hadoop.dfs.replication" = 1
        """
        .formatted(Path.of("conf/demo.conf").toAbsolutePath(), models(), directory, s3.port());
  }

  /** Writes version 0 below a URI. */
  void initialise(String models) {
    String config = config().toString();
    Commands.skymask(
        Map.of(), "init", "--config", config, "-D", "models=" + models, "--from", "data/model");
  }

  /** Every silo reads the newest model, signs and submits. */
  void submit() {
    silos("submit");
  }

  private void silos(String command) {
    Map<String, String> environment = new HashMap<>(credentials());
    environment.put("PYTHONPATH", Path.of("clients/python/src").toAbsolutePath().toString());
    environment.put("SKYMASK_MODELS", hdfs.webUri() + "/federation/models");
    environment.put("SKYMASK_UPDATES", "s3a://silos/updates");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + s3.port());
    // s3proxy does not know the checksums that newer clients append to what they send.
    environment.put("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required");
    List<String> line = new ArrayList<>(List.of(python, "src/test/python/people.py"));
    line.addAll(List.of(command, directory.toString()));
    Commands.run(environment, line);
  }

  /** The names of what lies in a round's directory below a URI of models. */
  List<String> left(String models, int round) throws IOException {
    ModelStore store = store(models);
    return Storage.list(store.fileSystem(), store.directory(round)).stream()
        .map(status -> status.getPath().getName())
        .toList();
  }

  /** round.json of a committed version. */
  JsonNode record(String models, int round) throws IOException {
    ModelStore store = store(models);
    return new ObjectMapper()
        .readTree(store.readFile(store.readCommit(round).orElseThrow(), "round.json"));
  }

  private static ModelStore store(String models) throws IOException {
    return new ModelStore(models, new Configuration());
  }
}
