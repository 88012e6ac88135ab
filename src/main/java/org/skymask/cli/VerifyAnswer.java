package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.skymask.round.chain.CheckedVersion;
import org.skymask.round.chain.VerifyJob;
import org.skymask.storage.version.Commit;

/** What {@code verify} prints. */
record VerifyAnswer(VerifyJob.Result result) implements Answer {
  private static final int SHORT = 19;

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("ok", result.isRight()).put("newest", result.newest());
    ArrayNode versions = json.putArray("versions");
    ArrayNode problems = json.putArray("problems");
    for (CheckedVersion checked : result.rounds()) {
      Commit commit = checked.commit();
      ObjectNode version = versions.addObject();
      version.put("round", checked.round()).put("state", checked.state().code());
      version.put("model", commit == null ? null : commit.model());
      version.put("baseModel", commit == null ? null : commit.baseModel());
      version.put("attempt", commit == null ? null : commit.attempt());
      version.put("files", commit == null ? 0 : commit.files().size());
      version.put("bytes", checked.bytes());
      ArrayNode unnamed = version.putArray("unnamed");
      checked.unnamed().forEach(unnamed::add);
      for (String problem : checked.problems()) {
        problems.addObject().put("round", checked.round()).put("problem", problem);
      }
    }
    return json;
  }

  @Override
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("version", "state", "model", "base", "files", "bytes", "not committed"));
    StringBuilder problems = new StringBuilder();
    int count = 0;
    for (CheckedVersion checked : result.rounds()) {
      rows.add(row(checked));
      for (String problem : checked.problems()) {
        problems.append("version ").append(checked.round()).append(": ").append(problem);
        problems.append('\n');
        count++;
      }
    }
    String chain = "Versions 0 to " + result.newest() + ": ";
    return TextTable.of(rows)
        + "\n"
        + problems
        + (problems.isEmpty() ? "" : "\n")
        + chain
        + (count == 0 ? "all is right.\n" : count + (count == 1 ? " problem.\n" : " problems.\n"));
  }

  private static List<String> row(CheckedVersion checked) {
    Commit commit = checked.commit();
    String base = commit == null || commit.baseModel() == null ? "" : commit.baseModel();
    return List.of(
        String.valueOf(checked.round()),
        checked.state().code(),
        commit == null ? "" : shortened(commit.model()),
        shortened(base),
        commit == null ? "" : String.valueOf(commit.files().size()),
        commit == null ? "" : String.valueOf(checked.bytes()),
        String.join(" ", checked.unnamed()));
  }

  private static String shortened(String digest) {
    return digest.length() <= SHORT ? digest : digest.substring(0, SHORT);
  }
}
