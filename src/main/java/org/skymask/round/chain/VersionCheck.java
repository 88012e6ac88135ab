package org.skymask.round.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelDigester;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.chain.CheckedVersion.State;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.AttemptFiles;
import org.skymask.storage.version.ClientMemoryFile;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.LayoutJson;
import org.skymask.storage.version.ModelStore;

/**
 * Reads all files of a version and computes every digest again. One file is in memory at a time.
 * Problems are collected, and the other files are still read.
 */
final class VersionCheck {
  private final ModelStore store;
  private final int round;
  private final List<String> problems = new ArrayList<>();
  private @Nullable String definition;
  private long bytes;

  /** Work that may find something wrong. */
  private interface Step {
    void run() throws IOException;
  }

  VersionCheck(ModelStore store, int round) {
    this.store = store;
    this.round = round;
  }

  CheckedVersion run() {
    Commit commit = commit();
    if (commit != null) {
      attempt(() -> check(commit));
    }
    List<String> unnamed = new ArrayList<>();
    attempt(() -> unnamed.addAll(unnamed(commit)));
    State state = !problems.isEmpty() ? State.WRONG : commit == null ? State.OPEN : State.OK;
    return new CheckedVersion(round, state, commit, definition, bytes, problems, unnamed);
  }

  /** A missing or wrong file must not hide problems of other files. */
  private void attempt(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Commit commit() {
    try {
      return store.readCommit(round).orElse(null);
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private List<String> unnamed(@Nullable Commit commit) throws IOException {
    String named = commit == null ? "" : FileNames.attempt(commit.attempt());
    return Storage.list(store.fileSystem(), store.directory(round)).stream()
        .filter(FileStatus::isDirectory)
        .map(status -> status.getPath().getName())
        .filter(
            name -> FileNames.attemptOf(name).isPresent() || FileNames.rejectedOf(name).isPresent())
        .filter(name -> !name.equals(named))
        .toList();
  }

  private void check(Commit commit) throws IOException {
    AttemptFiles files = store.files(commit);
    StringBuilder digests = new StringBuilder();
    for (FileDigest file : commit.files()) {
      if (!commit.parameters().contains(file)) {
        attempt(() -> other(files, file, digests));
      }
    }
    attempt(() -> model(commit, files, digests));
    if (round > 0) {
      attempt(() -> record(commit));
    }
  }

  private void other(AttemptFiles files, FileDigest file, StringBuilder digests)
      throws IOException {
    byte[] content = files.read(file);
    count(file, content.length);
    if (file.name().equals(FileNames.CLIENT_MEMORY)) {
      ClientMemoryFile.read(store, store.readCommit(round).orElseThrow(), file);
    }
    if (FileNames.isArchitecture(file.name()) || file.name().equals(FileNames.LOSS)) {
      digests.append(file.name()).append(' ').append(file.sha256()).append(' ');
    }
  }

  private void count(FileDigest file, long length) throws IOException {
    bytes += length;
    if (length != file.bytes()) {
      throw new IOException(
          store.commitFile(round)
              + " gives "
              + file.name()
              + " "
              + file.bytes()
              + " bytes, and it has "
              + length);
    }
  }

  private void model(Commit commit, AttemptFiles files, StringBuilder digests) throws IOException {
    Layout layout = store.readLayout(commit);
    definition = digests + ModelDigest.hex(LayoutJson.write(layout).getBytes(UTF_8));
    int before = problems.size();
    String found =
        commit.frozen().isEmpty()
            ? streamed(commit, files, layout)
            : files.digest(commit.parameters(), commit.frozen(), layout).orElse(null);
    if (problems.size() > before) {
      return;
    }
    for (FileDigest file : commit.parameters()) {
      count(file, files.length(file));
    }
    String model =
        found == null ? ModelDigest.of(layout, files.readValues(commit.values(), layout)) : found;
    Path directory = store.attempt(round, commit.attempt());
    if (!model.equals(commit.model())) {
      throw new IOException(
          directory
              + " holds the model "
              + model
              + ", but "
              + store.commitFile(round)
              + " names "
              + commit.model());
    }
  }

  /** Null where the rows are not in layout order. */
  private @Nullable String streamed(Commit commit, AttemptFiles files, Layout layout) {
    ModelDigester digester = new ModelDigester(layout);
    boolean[] ordered = {true};
    for (FileDigest file : commit.parameters()) {
      attempt(() -> ordered[0] &= files.digest(file, digester));
    }
    return ordered[0] && digester.isComplete() ? digester.finish() : null;
  }

  private void record(Commit commit) throws IOException {
    Path directory = store.attempt(round, commit.attempt());
    Path file = new Path(directory, FileNames.ROUND_RECORD);
    RoundRecord record = store.readRecord(commit);
    problems.addAll(Links.withRecord(commit, record, file.toString()));
    Rollback rollback = record.rollback();
    Commit target = rollback == null ? null : store.readCommit(rollback.to()).orElse(null);
    problems.addAll(Links.withTarget(commit, record, target, file.toString()));
    store.readFile(commit, FileNames.CLIENTS);
    Path table = new Path(directory, FileNames.CLIENTS);
    List<ClientResult> clients = ClientsFile.read(table, store.fileSystem().getConf());
    RoundRecord.Counts counted = RoundRecord.Counts.of(clients);
    if (!counted.equals(record.result().counts())) {
      problems.add(table + " has " + counted + ", and round.json " + record.result().counts());
    }
  }
}
