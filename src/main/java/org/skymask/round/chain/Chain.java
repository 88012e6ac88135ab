package org.skymask.round.chain;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RoundRecord;
import org.skymask.round.chain.FederationStatus.Version;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** The newest versions of a federation with their links, from commits and round.json alone. */
final class Chain {
  private final ModelStore store;
  private final @Nullable String federation;
  private final List<String> problems;

  /**
   * @param federation that commits must be of; null where nobody said
   * @param problems what is wrong is added there
   */
  Chain(ModelStore store, @Nullable String federation, List<String> problems) {
    this.store = store;
    this.federation = federation;
    this.problems = problems;
  }

  /**
   * From new to old.
   *
   * @param latest the newest version; empty where there is none
   */
  List<Version> newest(OptionalInt latest, int versions) {
    List<Version> chain = new ArrayList<>();
    Commit later = null;
    int last = latest.orElse(-1);
    for (int round = last; round >= 0 && round > last - versions; round--) {
      Commit commit = read(round);
      if (commit != null) {
        check(commit, later);
        chain.add(version(commit));
      }
      later = commit;
    }
    return chain;
  }

  private @Nullable Commit read(int round) {
    try {
      Commit commit = store.readCommit(round).orElse(null);
      if (commit == null) {
        problems.add(store.commitFile(round) + " does not exist, though later versions do");
      }
      return commit;
    } catch (IOException e) {
      problems.add(message(e));
      return null;
    }
  }

  private void check(Commit commit, @Nullable Commit later) {
    String file = store.commitFile(commit.round()).toString();
    if (federation != null && !federation.equals(commit.federation())) {
      problems.add(
          file
              + " is of the federation "
              + commit.federation()
              + ", and federation = "
              + federation);
    }
    if (commit.round() == 0) {
      problems.addAll(Links.first(commit, file));
    }
    if (later != null) {
      problems.addAll(
          Links.between(commit, file, later, store.commitFile(later.round()).toString()));
    }
  }

  private Version version(Commit commit) {
    Instant committed = committed(commit.round());
    RoundRecord record = commit.round() == 0 ? null : record(commit);
    return new Version(
        commit.round(),
        commit.model(),
        commit.baseModel(),
        commit.attempt(),
        committed,
        new FederationStatus.Told(
            record == null ? null : record.result().outcome(),
            record == null ? "" : record.result().why(),
            record == null ? null : record.result().counts(),
            record == null ? null : record.result().rootLoss(),
            record == null ? null : record.judged().memory()));
  }

  private Instant committed(int round) {
    try {
      return Instant.ofEpochMilli(
          store.fileSystem().getFileStatus(store.commitFile(round)).getModificationTime());
    } catch (IOException e) {
      problems.add(message(e));
      return Instant.EPOCH;
    }
  }

  private @Nullable RoundRecord record(Commit commit) {
    try {
      return store.readRecord(commit);
    } catch (IOException e) {
      problems.add(message(e));
      return null;
    }
  }

  static String message(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
