package org.skymask.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.model.Verdict;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import org.skymask.storage.version.RoundJson;

/** Writes what rounds leave of their clients, without running any: no model is in them. */
final class PastRounds {
  private final String federation;
  private final ModelStore store;

  PastRounds(TestFederation federation) throws IOException {
    this.federation = federation.name();
    this.store = new ModelStore(federation.models().toString(), new Configuration(false));
  }

  /** A client that was admitted. */
  static ClientResult client(String name, boolean accepted, double norm, double density) {
    return new ClientResult(
        name,
        accepted ? Verdict.ACCEPTED : Verdict.FILTERED,
        accepted ? null : Reason.MASKED_OUT,
        null,
        new ClientResult.Place(0.9, 0.1, 0.2, density),
        new ClientResult.Contribution(norm, 1.0, 50L, accepted ? 0.2 : 0, accepted ? 0.8 : -0.5),
        null);
  }

  /** One that a decision with memory judged. */
  static ClientResult remembered(String name, boolean accepted, Recalled recalled) {
    ClientResult plain = client(name, accepted, 1, 0.5);
    return new ClientResult(
        name, plain.verdict(), plain.reason(), null, plain.place(), plain.contribution(), recalled);
  }

  void commit(int round, List<ClientResult> clients) throws IOException {
    String attempt = "attempt-" + round;
    List<FileDigest> files =
        write(store.attempt(round, attempt), record(round, Outcome.COMMITTED), clients);
    String base = store.readCommit(round - 1).orElseThrow().model();
    store.publish(new Commit(federation, round, attempt, base, "sha256:" + round, files, "test"));
  }

  /** A version that somebody has gone back by. */
  void rollBack(int round, int to) throws IOException {
    String attempt = "attempt-" + round;
    RoundRecord record =
        record(round, Outcome.ROLLED_BACK).withRollback(new Rollback(to, "poisoned"));
    List<FileDigest> files = write(store.attempt(round, attempt), record, List.of());
    String base = store.readCommit(round - 1).orElseThrow().model();
    String model = store.readCommit(to).orElseThrow().model();
    store.publish(new Commit(federation, round, attempt, base, model, files, "test"));
  }

  /** A version by which somebody has shut a client out; it has its base's values. */
  void ban(int round, String client) throws IOException {
    String attempt = "attempt-" + round;
    Change change = new Change(Outcome.BANNED, client, "stolen");
    RoundRecord record =
        record(round, Outcome.BANNED)
            .withMemory(
                new MemoryRecord(MemoryRecord.State.USED, null, 7, OptionalDouble.of(0.5), change));
    List<FileDigest> files = write(store.attempt(round, attempt), record, List.of());
    String base = store.readCommit(round - 1).orElseThrow().model();
    store.publish(new Commit(federation, round, attempt, base, base, files, "test"));
  }

  void reject(int round, String attempt, List<ClientResult> clients) throws IOException {
    write(store.rejected(round, attempt), record(round, Outcome.REJECTED), clients);
  }

  Path file(int round, String name) {
    return Path.of(store.attempt(round, "attempt-" + round).toUri().getPath(), name);
  }

  private List<FileDigest> write(
      org.apache.hadoop.fs.Path directory, RoundRecord record, List<ClientResult> clients)
      throws IOException {
    FileSystem fs = store.fileSystem();
    List<FileDigest> files = new ArrayList<>();
    files.add(ClientsFile.write(fs, directory, "clients.parquet", clients));
    String json = RoundJson.toJson(record);
    files.add(Storage.write(fs, directory, "round.json", json));
    return files;
  }

  private RoundRecord record(int round, Outcome outcome) {
    return new RoundRecord(
        new RoundRecord.Identity(federation, round, "attempt-" + round, "sha256:base"),
        new RoundRecord.Result(
            outcome,
            outcome.isAskedFor() ? "Somebody asked for it." : "",
            new RoundRecord.Counts(0, 0, 0, 0),
            null,
            null),
        new RoundRecord.Judged(
            "skymask", OptionalDouble.empty(), null, List.of(), List.of(), List.of(), null),
        new RoundRecord.Origin(List.of(), null, Map.of(), Map.of()),
        List.of(),
        null);
  }
}
