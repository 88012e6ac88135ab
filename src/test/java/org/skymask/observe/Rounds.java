package org.skymask.observe;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.Verdict;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;

/** Rounds for observers to be told of. */
final class Rounds {
  static final RoundId ID = new RoundId("demo", 7, "5f0c61de-8d39-4c1b-9f3e-2f6f9ad0a001");

  static final List<UploadSummary> UPLOADS =
      List.of(
          new UploadSummary(
              "a", Verdict.ACCEPTED, null, null, 50L, new UploadSummary.Sent(1000, "aa", 1)),
          new UploadSummary(
              "b", Verdict.ACCEPTED, null, null, 60L, new UploadSummary.Sent(500, "bb", 2)),
          new UploadSummary("c", Verdict.QUARANTINED, Reason.BAD_SIGNATURE, "x", null, null),
          new UploadSummary("d", Verdict.INCOMPLETE, null, "y", null, null));

  private Rounds() {}

  static RoundResult committed() {
    return result(Outcome.COMMITTED, "sha256:new", "m/round=7/commit.json", false);
  }

  static RoundResult committedBefore() {
    return result(Outcome.COMMITTED, "sha256:new", "m/round=7/commit.json", true);
  }

  static RoundResult rolledBack() {
    return result(Outcome.ROLLED_BACK, "sha256:new", "m/round=7/commit.json", false);
  }

  /** Its memory was lost, and something is held against one client. */
  static RoundResult remembered() {
    RoundResult plain = committed();
    ClientResult client =
        new ClientResult(
            "a",
            Verdict.ACCEPTED,
            null,
            null,
            new ClientResult.Place(1.0, 0.0, 0.0, 1.0),
            new ClientResult.Contribution(1.0, 1.0, 50L, 1, 1.0),
            new Recalled(0.5, 0.3, false));
    return new RoundResult(
        plain
            .record()
            .withMemory(
                new MemoryRecord(MemoryRecord.State.LOST, "gone", 3, OptionalDouble.of(0.4), null)),
        List.of(client),
        plain.directory(),
        plain.files(),
        plain.commit(),
        false);
  }

  static RoundResult rejected() {
    return result(Outcome.REJECTED, null, null, false);
  }

  private static RoundResult result(
      Outcome outcome, @Nullable String model, @Nullable String commit, boolean before) {
    List<ClientResult> clients =
        List.of(
            row("a", Verdict.ACCEPTED, null),
            row("b", Verdict.FILTERED, Reason.MASKED_OUT),
            row("c", Verdict.QUARANTINED, Reason.BAD_SIGNATURE),
            row("d", Verdict.INCOMPLETE, null));
    List<FileDigest> files =
        model == null
            ? List.of()
            : List.of(new FileDigest("layout.json", 300, "00"), new FileDigest("x", 700, "11"));
    String directory = "m/round=7/attempt=" + ID.attempt();
    return new RoundResult(record(outcome, model), clients, directory, files, commit, before);
  }

  private static ClientResult row(String client, Verdict verdict, @Nullable Reason reason) {
    return ClientResult.refused(client, verdict, reason, null, 50L);
  }

  private static RoundRecord record(Outcome outcome, @Nullable String model) {
    return new RoundRecord(
        new RoundRecord.Identity(ID.federation(), ID.round(), ID.attempt(), "sha256:old"),
        new RoundRecord.Result(outcome, "Two clusters.", new Counts(1, 1, 1, 1), model, null),
        new RoundRecord.Judged(
            "skymask", OptionalDouble.empty(), null, List.of(), List.of(), List.of(2.5, 2.0), null),
        new RoundRecord.Origin(
            List.of(),
            null,
            Map.of(
                "mask", Map.of("epochs", 20),
                "root", Map.of("data", "/p/root.parquet", "update", "/p/root-update"),
                "admission", Map.of("keys", "/p/keys"),
                "updates", "/p/updates",
                "spark", Map.of("hadoop.x", "y"),
                "observe", Map.of("timeout", "PT5S")),
            Map.of()),
        List.of(new Stage("admit", 0.25, null)),
        null);
  }
}
