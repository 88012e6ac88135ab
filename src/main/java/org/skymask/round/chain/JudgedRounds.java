package org.skymask.round.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.history.JudgedRound;
import org.skymask.model.Outcome;
import org.skymask.round.RoundResult;
import org.skymask.storage.FileNames;
import org.skymask.storage.Parallel;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import org.skymask.storage.version.RoundJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the results of rounds: small files, a few at a time. */
public final class JudgedRounds {
  private static final Logger LOG = LoggerFactory.getLogger(JudgedRounds.class);

  /** Requests at once: each waits for the storage most of its time. */
  static final int THREADS = 8;

  /** Earlier rounds that a report shows. */
  private static final int EARLIER = 19;

  private final ModelStore store;

  public JudgedRounds(ModelStore store) {
    this.store = store;
  }

  /**
   * A round's result: what was committed, or else the newest rejection. Empty where there is none.
   *
   * @throws IOException that names the file that cannot be read
   */
  Optional<JudgedRound> read(int round) throws IOException {
    Optional<Commit> commit = store.readCommit(round);
    return commit.isPresent() ? Optional.of(committed(commit.get())) : rejected(round);
  }

  private JudgedRound committed(Commit commit) throws IOException {
    RoundResult result = Earlier.readResult(store, commit);
    Outcome outcome = result.record().result().outcome();
    String event = outcome.isAskedFor() ? result.record().result().why() : null;
    return new JudgedRound(commit.round(), commit.attempt(), outcome, result.clients(), event);
  }

  private Optional<JudgedRound> rejected(int round) throws IOException {
    FileSystem fs = store.fileSystem();
    List<FileStatus> records = new ArrayList<>();
    for (FileStatus entry : Storage.list(fs, store.directory(round))) {
      Path record = new Path(entry.getPath(), FileNames.ROUND_RECORD);
      if (FileNames.rejectedOf(entry.getPath().getName()).isPresent() && fs.exists(record)) {
        records.add(fs.getFileStatus(record));
      }
    }
    Optional<Path> newest =
        records.stream()
            .max(Comparator.comparingLong(FileStatus::getModificationTime))
            .map(FileStatus::getPath);
    return newest.isEmpty() ? Optional.empty() : Optional.of(rejected(round, newest.get()));
  }

  private JudgedRound rejected(int round, Path record) throws IOException {
    FileSystem fs = store.fileSystem();
    Outcome outcome =
        RoundJson.parse(record.toString(), Storage.read(fs, record)).result().outcome();
    return new JudgedRound(
        round,
        FileNames.rejectedOf(record.getParent().getName()).orElseThrow(),
        outcome,
        ClientsFile.read(new Path(record.getParent(), FileNames.CLIENTS), fs.getConf()));
  }

  /**
   * The committed rounds right before one, from old to new, for its report; none where they cannot
   * be read, because a round must not fail for its report.
   */
  public List<JudgedRound> readBefore(int round) {
    int first = Math.max(1, round - EARLIER);
    if (first >= round) {
      return List.of();
    }
    try {
      return Parallel.map(round - first, THREADS, number -> read(first + number)).stream()
          .flatMap(Optional::stream)
          .filter(found -> found.outcome() != Outcome.REJECTED)
          .toList();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the report is without earlier rounds: {}", Chain.message(e));
      return List.of();
    }
  }
}
