package org.skymask.storage.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.FileDigest;
import org.skymask.storage.FileNames;
import org.skymask.storage.Json;
import org.skymask.storage.shard.ParameterFiles;

/**
 * The content of commit.json. A version exists only when this file does.
 *
 * @param attempt names the directory {@code attempt=<attempt>} beside it
 * @param baseModel digest of the version before; null for version 0
 * @param model digest of this version
 * @param files names relative to the attempt directory
 * @param createdBy the software and its version
 */
public record Commit(
    String federation,
    int round,
    String attempt,
    @Nullable String baseModel,
    String model,
    List<FileDigest> files,
    String createdBy)
    implements Serializable {
  private static final String FORMAT = "skymask-model/1";

  public Commit {
    files = List.copyOf(files);
  }

  /** The files of the values that this version has of its own, in their order. */
  public List<FileDigest> parameters() {
    return files.stream()
        .filter(file -> file.name().startsWith(FileNames.PARAMETERS + "/") && !isFrozen(file))
        .toList();
  }

  /**
   * The files of the frozen tensors, in their order: of this attempt, or of the one where they were
   * written.
   */
  public List<FileDigest> frozen() {
    return files.stream().filter(Commit::isFrozen).toList();
  }

  /** The files of all values. */
  public List<FileDigest> values() {
    return Stream.concat(parameters().stream(), frozen().stream()).toList();
  }

  private static boolean isFrozen(FileDigest file) {
    return file.name().contains(FileNames.PARAMETERS + "/" + ParameterFiles.FROZEN);
  }

  /** The same files as another version's commit names them: they are not written again. */
  public List<FileDigest> frozenElsewhere() {
    return frozen().stream()
        .map(
            file ->
                FileNames.isElsewhere(file.name())
                    ? file
                    : new FileDigest(
                        FileNames.elsewhere(round, attempt, file.name()),
                        file.bytes(),
                        file.sha256()))
        .toList();
  }

  /** The document, pretty-printed. */
  public String toJson() {
    ObjectNode json = Json.object();
    json.put("format", FORMAT).put("federation", federation).put("round", round);
    json.put("attempt", attempt).put("baseModel", baseModel).put("model", model);
    ArrayNode array = json.putArray("files");
    for (FileDigest file : files) {
      array
          .addObject()
          .put("name", file.name())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    json.put("createdBy", createdBy);
    return Json.pretty(json);
  }

  /**
   * @param file for messages
   * @throws IOException that names the file and the field that is wrong
   */
  public static Commit parse(String file, byte[] content) throws IOException {
    JsonNode json;
    try {
      json = Json.parse(content);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    Json.expectFormat(file, json, FORMAT);
    List<FileDigest> files = new ArrayList<>();
    for (JsonNode node : Json.array(file, json, "files")) {
      files.add(
          new FileDigest(
              name(file, Json.text(file, node, "name")),
              Json.number(file, node, "bytes"),
              Json.text(file, node, "sha256")));
    }
    return new Commit(
        Json.text(file, json, "federation"),
        Json.integer(file, json, "round"),
        Json.text(file, json, "attempt"),
        json.path("baseModel").isNull() ? null : Json.text(file, json, "baseModel"),
        Json.text(file, json, "model"),
        files,
        json.path("createdBy").asText(""));
  }

  /** A file below the attempt, or frozen values of another version. */
  private static String name(String file, String name) throws IOException {
    boolean below = !name.startsWith("/") && !List.of(name.split("/", -1)).contains("..");
    if (!below && !FileNames.isElsewhere(name)) {
      throw new IOException(
          file
              + " names the file "
              + name
              + ", expected one of its attempt, or"
              + " ../../round=<r>/attempt=<id>/parameters/<file>");
    }
    return name;
  }
}
