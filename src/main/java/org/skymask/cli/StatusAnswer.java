package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.round.chain.FederationStatus;
import org.skymask.round.chain.FederationStatus.Last;
import org.skymask.round.chain.FederationStatus.OpenRound;
import org.skymask.round.chain.FederationStatus.Rejected;
import org.skymask.round.chain.FederationStatus.Version;

/** What {@code status} prints. */
record StatusAnswer(List<FederationStatus> all) implements Answer {
  private static final int SHORT = 19;

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("ok", all.stream().allMatch(FederationStatus::isRight));
    ArrayNode federations = json.putArray("federations");
    all.forEach(status -> federation(status, federations.addObject()));
    return json;
  }

  private static void federation(FederationStatus status, ObjectNode json) {
    json.put("federation", status.federation()).put("models", status.models());
    json.put("updates", status.updates());
    Version latest = status.latest();
    json.put("latest", latest == null ? null : latest.round());
    ArrayNode versions = json.putArray("versions");
    status.versions().forEach(version -> version(version, versions.addObject()));
    ArrayNode rounds = json.putArray("rounds");
    status.rounds().forEach(round -> round(round, rounds.addObject()));
    status.unused().forEach(json.putArray("unusedUploads")::add);
    Last last = status.last();
    if (last == null) {
      json.putNull("last");
    } else {
      json.putObject("last")
          .put("round", last.round())
          .put("attempt", last.attempt())
          .put("at", last.at().toString())
          .put("outcome", last.ending())
          .put("why", last.why());
    }
    status.problems().forEach(json.putArray("problems")::add);
  }

  private static void version(Version version, ObjectNode json) {
    json.put("round", version.round()).put("model", version.model());
    json.put("baseModel", version.baseModel()).put("attempt", version.attempt());
    json.put("committed", version.committed().toString());
    json.put("outcome", version.ending()).put("why", version.why());
    Counts counts = version.counts();
    if (counts == null) {
      json.putNull("counts");
    } else {
      json.putObject("counts")
          .put("accepted", counts.accepted())
          .put("filtered", counts.filtered())
          .put("quarantined", counts.quarantined())
          .put("incomplete", counts.incomplete());
    }
    RootLoss loss = version.rootLoss();
    MemoryRecord memory = version.memory();
    if (memory == null) {
      json.putNull("memory");
    } else {
      json.putObject("memory")
          .put("state", memory.state().code())
          .put("why", memory.why())
          .put("rounds", memory.age());
    }
    if (loss == null) {
      json.putNull("rootLoss");
    } else {
      json.putObject("rootLoss")
          .put("base", finite(loss.base()))
          .put("model", finite(loss.model()));
    }
  }

  private static @Nullable Double finite(double number) {
    return Double.isNaN(number) ? null : number;
  }

  private static void round(OpenRound round, ObjectNode json) {
    json.put("round", round.round());
    round.complete().forEach(json.putArray("complete")::add);
    round.incomplete().forEach(json.putArray("incomplete")::add);
    round.attempts().forEach(json.putArray("attempts")::add);
    ArrayNode rejected = json.putArray("rejected");
    for (Rejected refused : round.rejected()) {
      rejected
          .addObject()
          .put("attempt", refused.attempt())
          .put("at", refused.at().toString())
          .put("why", refused.why());
    }
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    if (all.size() > 1) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("federation", "version", "last outcome", "at", "next uploads", "problems"));
      all.forEach(status -> rows.add(summary(status)));
      text.append(TextTable.of(rows));
    }
    for (FederationStatus status : all) {
      if (all.size() > 1) {
        text.append('\n');
      }
      one(status, text);
    }
    return text.toString();
  }

  private static List<String> summary(FederationStatus status) {
    Version latest = status.latest();
    Last last = status.last();
    return List.of(
        name(status),
        latest == null ? "none" : String.valueOf(latest.round()),
        last == null ? "" : last.ending() + " (round " + last.round() + ")",
        last == null ? "" : last.at().toString(),
        status.rounds().isEmpty() ? "" : uploads(status.rounds().get(0)),
        status.problems().isEmpty() ? "" : String.valueOf(status.problems().size()));
  }

  private static void one(FederationStatus status, StringBuilder text) {
    text.append("Federation ").append(name(status)).append(": ").append(status.models());
    text.append('\n');
    if (status.updates() != null) {
      text.append("Uploads: ").append(status.updates()).append('\n');
    }
    if (status.versions().isEmpty()) {
      text.append("No version yet.\n");
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("version", "committed", "outcome", "clients", "root loss", "model", "base"));
      status.versions().forEach(version -> rows.add(row(version)));
      text.append(TextTable.of(rows));
    }
    Version latest = status.latest();
    MemoryRecord memory = latest == null ? null : latest.memory();
    if (memory != null) {
      String how =
          memory.why() == null ? " (rounds before: " + memory.age() + ")" : ": " + memory.why();
      text.append("Memory: ").append(memory.state().code()).append(how).append('\n');
    }
    if (!status.unused().isEmpty()) {
      boolean back = status.versions().get(0).outcome() == Outcome.ROLLED_BACK;
      text.append("Not used because of the ").append(back ? "rollback: " : "changed memory: ");
      text.append(status.unused().size());
      text.append(status.unused().size() == 1 ? " upload" : " uploads");
      text.append(" for round ").append(status.versions().get(0).round()).append('\n');
    }
    status.rounds().forEach(round -> open(round, text));
    Last last = status.last();
    if (last != null && !last.why().isEmpty()) {
      text.append("Last: round ").append(last.round()).append(' ').append(last.ending());
      text.append(" at ").append(last.at()).append(". ").append(last.why()).append('\n');
    }
    status.problems().forEach(problem -> text.append("Problem: ").append(problem).append('\n'));
  }

  private static List<String> row(Version version) {
    Counts counts = version.counts();
    return List.of(
        String.valueOf(version.round()),
        version.committed().toString(),
        version.ending(),
        counts == null || total(counts) == 0 ? "" : counts.accepted() + " of " + total(counts),
        version.rootLoss() == null ? "" : version.rootLoss().toString(),
        shortened(version.model()),
        shortened(version.baseModel()));
  }

  private static int total(Counts counts) {
    return counts.accepted() + counts.filtered() + counts.quarantined() + counts.incomplete();
  }

  private static void open(OpenRound round, StringBuilder text) {
    text.append("Round ").append(round.round()).append(" is open: ").append(uploads(round));
    if (!round.rejected().isEmpty()) {
      text.append(", rejected ").append(round.rejected().size());
      text.append(round.rejected().size() == 1 ? " time" : " times");
    }
    if (!round.attempts().isEmpty()) {
      text.append(", attempts running or left behind: ");
      text.append(String.join(" ", round.attempts()));
    }
    text.append('\n');
  }

  private static String uploads(OpenRound round) {
    int complete = round.complete().size();
    return complete
        + (complete == 1 ? " upload complete, " : " uploads complete, ")
        + round.incomplete().size()
        + " in progress";
  }

  private static String name(FederationStatus status) {
    return status.federation() == null ? "(no name)" : status.federation();
  }

  private static String shortened(@Nullable String digest) {
    String text = digest == null ? "" : digest;
    return text.length() <= SHORT ? text : text.substring(0, SHORT);
  }
}
