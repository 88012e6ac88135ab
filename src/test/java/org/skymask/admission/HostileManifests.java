package org.skymask.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.skymask.model.Reason;

/** Right shards under a wrong manifest. */
final class HostileManifests {
  private static final List<String> NAMES =
      List.of(
          "../x.parquet",
          "..",
          ".",
          "",
          "/etc/x.parquet",
          "a/x.parquet",
          "a\\x.parquet",
          ".x.parquet",
          "_x.parquet",
          "hdfs://h/x.parquet",
          "x.parquet ",
          "x\n.parquet",
          "~/x.parquet",
          "*.parquet");

  private HostileManifests() {}

  private interface Change {
    Hostile to(Upload upload, Random random) throws IOException;
  }

  private static final List<Change> CHANGES =
      List.of(
          HostileManifests::wrongClaim,
          HostileManifests::wrongField,
          HostileManifests::wrongFile,
          HostileManifests::wrongName,
          HostileManifests::wrongText);

  static Hostile make(Shards shards, Random random) throws IOException {
    Upload upload = Upload.of(Hostile.CLIENT, shards.any(random));
    return CHANGES.get(random.nextInt(CHANGES.size())).to(upload, random);
  }

  private static Hostile wrongClaim(Upload upload, Random random) {
    ObjectNode manifest = upload.manifest;
    switch (random.nextInt(4)) {
      case 0 -> {
        manifest.put("federation", "demo" + random.nextInt());
        return Hostile.refused("federation", upload, Reason.WRONG_FEDERATION);
      }
      case 1 -> {
        manifest.put("round", 8 + random.nextInt(1_000_000));
        return Hostile.refused("round", upload, Reason.WRONG_ROUND);
      }
      case 2 -> {
        manifest.put("client", "site-" + random.nextInt());
        return Hostile.refused("client", upload, Reason.CLIENT_MISMATCH);
      }
      default -> {
        manifest.put("baseModel", String.format("sha256:%064x", random.nextInt(1 << 30)));
        return Hostile.refused("base", upload, Reason.WRONG_BASE);
      }
    }
  }

  private static Hostile wrongField(Upload upload, Random random) {
    List<String> fields =
        List.of(
            "format", "federation", "round", "client", "baseModel", "kind", "examples", "files");
    String field = fields.get(random.nextInt(fields.size()));
    switch (random.nextInt(5)) {
      case 0 -> upload.manifest.remove(field);
      case 1 -> upload.manifest.putNull(field);
      case 2 -> upload.manifest.put(field, random.nextDouble());
      case 3 -> upload.manifest.putArray(field);
      default -> upload.manifest.putObject(field).put("a", 1);
    }
    return Hostile.refused("field " + field, upload, Reason.BAD_MANIFEST);
  }

  private static Hostile wrongFile(Upload upload, Random random) {
    ObjectNode file = upload.file(0);
    long bytes = file.get("bytes").asLong();
    switch (random.nextInt(6)) {
      case 0 -> {
        file.put("bytes", bytes + 1 + random.nextInt(1000));
        return Hostile.refused("bytes", upload, Reason.SIZE_MISMATCH);
      }
      case 1 -> {
        file.put("bytes", random.nextInt((int) bytes));
        return Hostile.refused("bytes", upload, Reason.SIZE_MISMATCH);
      }
      case 2 -> {
        file.put("bytes", (1L << 31) + random.nextLong(1L << 60));
        return Hostile.refused("huge bytes", upload, Reason.TOO_LARGE);
      }
      case 3 -> {
        file.put("sha256", String.format("%064x", random.nextInt(1 << 30)));
        return Hostile.refused("digest", upload, Reason.DIGEST_MISMATCH);
      }
      case 4 -> {
        upload.list("other-" + random.nextInt(100) + ".parquet", new byte[random.nextInt(100)]);
        return Hostile.refused("missing file", upload, Reason.MISSING_FILE);
      }
      default -> {
        upload.listed().add(file.deepCopy());
        return Hostile.refused("listed twice", upload, Reason.BAD_MANIFEST);
      }
    }
  }

  private static Hostile wrongName(Upload upload, Random random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    if (random.nextInt(3) == 0) {
      name = "x" + (char) random.nextInt(0x20) + random.nextInt() + ".parquet";
    }
    upload.file(0).put("name", name);
    return Hostile.refused("name " + name, upload, Reason.BAD_MANIFEST);
  }

  private static Hostile wrongText(Upload upload, Random random) throws IOException {
    String right = new String(upload.manifestBytes(), StandardCharsets.UTF_8);
    int at = random.nextInt(right.length() - 1);
    String wrong =
        switch (random.nextInt(5)) {
          case 0 -> right.substring(0, at);
          case 1 -> right + right.charAt(at);
          case 2 -> "{\"round\": 7, " + right.substring(1);
          case 3 -> right.replace("600", "6".repeat(1 + random.nextInt(1000)) + "e9999");
          default ->
              "{\"x\": " + "[".repeat(20 + at) + "]".repeat(20 + at) + "," + right.substring(1);
        };
    byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
    return new Hostile("text", upload, bytes, EnumSet.of(Reason.BAD_MANIFEST), delta -> false);
  }
}
