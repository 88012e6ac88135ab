package org.skymask.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * The manifest of an upload (contract.md#manifest). Unknown fields are ignored.
 *
 * @param weights whether the values are weights, not a delta
 */
record Manifest(
    String federation,
    int round,
    String client,
    String baseModel,
    boolean weights,
    long examples,
    List<File> files) {

  /**
   * A shard of the upload.
   *
   * @param name of a file in the client's directory
   * @param sha256 hex, lower case
   */
  record File(String name, long bytes, String sha256) {}

  static final String FORMAT = "skymask-update/1";

  /** A plain name: no separators, no hidden files, nothing that a shell or a terminal acts on. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._=+@,()-]{0,200}\\.parquet");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern MODEL = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final String WHAT = "the manifest";

  Manifest {
    files = List.copyOf(files);
  }

  /**
   * @throws RefusedException bad-manifest, or too-large where it names too many files
   */
  static Manifest parse(byte[] content, AdmissionLimits limits) throws RefusedException {
    JsonNode json = StrictJson.object(content, WHAT, Reason.BAD_MANIFEST);
    String format = text(json, "format");
    if (!format.equals(FORMAT)) {
      throw bad("has the format \"" + format + "\", expected \"" + FORMAT + "\"");
    }
    String kind = text(json, "kind");
    if (!kind.equals("delta") && !kind.equals("weights")) {
      throw bad("has the kind \"" + kind + "\", expected \"delta\" or \"weights\"");
    }
    String baseModel = text(json, "baseModel");
    if (!MODEL.matcher(baseModel).matches()) {
      throw bad(
          "has the baseModel \"" + baseModel + "\", expected sha256:<64 lower-case hex digits>");
    }
    return new Manifest(
        text(json, "federation"),
        (int) integer(json, "round", 0, Integer.MAX_VALUE),
        text(json, "client"),
        baseModel,
        kind.equals("weights"),
        integer(json, "examples", 1, 1L << 53),
        files(json, limits));
  }

  private static List<File> files(JsonNode json, AdmissionLimits limits) throws RefusedException {
    JsonNode listed = StrictJson.objects(json, "files", WHAT, Reason.BAD_MANIFEST);
    if (listed.size() > limits.maxFiles()) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "the manifest names "
              + listed.size()
              + " files, at most "
              + limits.maxFiles()
              + " are allowed");
    }
    List<File> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : listed) {
      File file = file(node);
      if (!names.add(file.name())) {
        throw bad("names the file " + file.name() + " twice");
      }
      files.add(file);
    }
    return files;
  }

  private static File file(JsonNode node) throws RefusedException {
    String name = text(node, "name");
    if (!NAME.matcher(name).matches()) {
      throw bad(
          "names the file \""
              + name
              + "\", expected a plain name that ends in .parquet, of a file"
              + " beside the manifest");
    }
    String sha256 = text(node, "sha256");
    if (!SHA256.matcher(sha256).matches()) {
      throw bad("gives " + name + " the sha256 \"" + sha256 + "\", expected 64 hex digits");
    }
    return new File(
        name, integer(node, "bytes", 0, Long.MAX_VALUE), sha256.toLowerCase(Locale.ROOT));
  }

  private static String text(JsonNode json, String field) throws RefusedException {
    return StrictJson.text(json, field, WHAT, Reason.BAD_MANIFEST);
  }

  private static long integer(JsonNode json, String field, long least, long most)
      throws RefusedException {
    return StrictJson.integer(json, field, least, most, WHAT, Reason.BAD_MANIFEST);
  }

  private static RefusedException bad(String how) {
    return new RefusedException(Reason.BAD_MANIFEST, "the manifest " + how);
  }
}
