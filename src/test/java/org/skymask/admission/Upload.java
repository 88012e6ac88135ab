package org.skymask.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;

/** An upload under construction: first right, then one thing is made wrong. */
final class Upload {
  static final String FEDERATION = "demo";
  static final int ROUND = 7;
  static final String BASE_MODEL = "sha256:" + "0123456789abcdef".repeat(4);
  static final Layout LAYOUT =
      new Layout(
          List.of(6),
          3,
          List.of(
              new TensorSpec("a.weight", List.of(8, 6), true),
              new TensorSpec("a.mean", List.of(8), false),
              new TensorSpec("a.bias", List.of(8), true),
              new TensorSpec("b.weight", List.of(3, 8), true)));

  private static final ObjectMapper JSON = new ObjectMapper();

  final ObjectNode manifest = JSON.createObjectNode();
  final Map<String, byte[]> files = new LinkedHashMap<>();

  private Upload() {}

  /** A delta in one file. */
  static Upload of(String client, float[] values) {
    return of(client, Style.USUAL, TestShards.rows(LAYOUT, values, 20));
  }

  static Upload of(String client, Style style, List<Row> rows) {
    return of(client, TestShards.write(style, rows));
  }

  static Upload of(String client, byte[] shard) {
    Upload upload = new Upload();
    upload.manifest.put("format", "skymask-update/1");
    upload.manifest.put("federation", FEDERATION);
    upload.manifest.put("round", ROUND);
    upload.manifest.put("client", client);
    upload.manifest.put("baseModel", BASE_MODEL);
    upload.manifest.put("kind", "delta");
    upload.manifest.put("examples", 600);
    upload.manifest.putArray("files");
    upload.add("part-0.parquet", shard);
    return upload;
  }

  static float[] values(long seed) {
    Random random = new Random(seed);
    float[] values = new float[LAYOUT.valueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static AdmissionPolicy policy(AdmissionLimits limits, TrustedKeys keys) {
    return new AdmissionPolicy(FEDERATION, ROUND, BASE_MODEL, LAYOUT, limits, keys);
  }

  static UploadAdmission admission() {
    return new UploadAdmission(
        policy(Limits.DEFAULTS, TrustedKeys.none()), new float[LAYOUT.valueCount()]);
  }

  /** The first file's content. */
  byte[] shard() {
    return files.values().iterator().next();
  }

  Upload add(String name, byte[] content) {
    files.put(name, content);
    list(name, content);
    return this;
  }

  /** Names a file in the manifest, whether it is there or not. */
  ObjectNode list(String name, byte[] content) {
    ObjectNode entry = listed().addObject();
    entry.put("name", name).put("bytes", content.length).put("sha256", sha256(content));
    return entry;
  }

  ArrayNode listed() {
    return (ArrayNode) manifest.get("files");
  }

  ObjectNode file(int index) {
    return (ObjectNode) listed().get(index);
  }

  byte[] manifestBytes() throws IOException {
    return JSON.writeValueAsBytes(manifest);
  }

  /** Writes files and manifest into {@code round/client=<client>}. */
  Path write(Path round, String client) throws IOException {
    return write(round, client, "_manifest.json", manifestBytes());
  }

  Path write(Path round, String client, String name, byte[] content) throws IOException {
    Path directory = round.resolve("client=" + client);
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    Files.write(directory.resolve(name), content);
    return directory;
  }

  Path writeSigned(Path round, String client, String keyid, PrivateKey key)
      throws IOException, GeneralSecurityException {
    Dsse envelope = Dsse.sign(manifestBytes(), keyid, key);
    return write(
        round,
        client,
        "_manifest.dsse.json",
        envelope.json().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
