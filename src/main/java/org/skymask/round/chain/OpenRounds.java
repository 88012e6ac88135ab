package org.skymask.round.chain;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.round.admit.Uploads;
import org.skymask.round.chain.FederationStatus.OpenRound;
import org.skymask.round.chain.FederationStatus.Rejected;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ModelStore;
import org.skymask.storage.version.RoundJson;

/** Looks at rounds without a version. */
final class OpenRounds {
  private final ModelStore store;
  private final @Nullable Uploads uploads;
  private final List<String> problems;

  /**
   * @param uploads null where nobody said where they are
   * @param problems what cannot be read is added there
   */
  OpenRounds(ModelStore store, @Nullable Uploads uploads, List<String> problems) {
    this.store = store;
    this.uploads = uploads;
    this.problems = problems;
  }

  OpenRound look(int round) throws IOException {
    List<String> attempts = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    for (FileStatus entry : Storage.list(store.fileSystem(), store.directory(round))) {
      String name = entry.getPath().getName();
      FileNames.attemptOf(name).ifPresent(attempts::add);
      FileNames.rejectedOf(name)
          .ifPresent(attempt -> rejected.add(rejected(attempt, entry.getPath())));
    }
    rejected.sort(Comparator.comparing(Rejected::at));
    Uploads.Present present = uploads == null ? Uploads.NONE : uploads.look(round);
    problems.addAll(present.problems());
    return new OpenRound(round, present.complete(), present.incomplete(), attempts, rejected);
  }

  /** A rejection that is being written has no round.json yet, and so no time and no reason. */
  private Rejected rejected(String attempt, Path directory) {
    FileSystem fs = store.fileSystem();
    Path file = new Path(directory, FileNames.ROUND_RECORD);
    try {
      Instant at = Instant.ofEpochMilli(fs.getFileStatus(file).getModificationTime());
      return new Rejected(
          attempt, at, RoundJson.parse(file.toString(), Storage.read(fs, file)).result().why());
    } catch (IOException e) {
      problems.add(Chain.message(e));
      return new Rejected(attempt, Instant.EPOCH, "");
    }
  }
}
