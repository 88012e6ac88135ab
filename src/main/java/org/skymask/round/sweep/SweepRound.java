package org.skymask.round.sweep;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Durations;
import org.skymask.round.sweep.Leftover.Action;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Sweeps the directory of one round and removes nothing that a commit names: the commit is read
 * again before each removal, after the age was found. One danger remains: a driver that commits
 * between that reading and the removal. Its newest file would have to be older than the age, and a
 * driver commits right after it has written its files.
 */
final class SweepRound {
  private final ModelStore store;
  private final int round;
  private final Instant now;
  private final Duration olderThan;
  private final boolean deletes;

  /**
   * @param now by the storage's clock
   */
  SweepRound(ModelStore store, int round, Instant now, Duration olderThan, boolean deletes) {
    this.store = store;
    this.round = round;
    this.now = now;
    this.olderThan = olderThan;
    this.deletes = deletes;
  }

  /**
   * What no commit names, by name.
   *
   * @throws IOException where the commit or the directory cannot be read; nothing was removed
   */
  List<Leftover> run() throws IOException {
    List<FileStatus> entries = Storage.list(store.fileSystem(), store.directory(round));
    // Read after listing: whatever was listed and has been committed since is named.
    String named = named();
    List<Leftover> found = new ArrayList<>();
    for (FileStatus entry : entries) {
      String kind = kind(entry);
      if (kind != null && !entry.getPath().getName().equals(named)) {
        found.add(swept(kind, entry.getPath()));
      }
    }
    return found;
  }

  private static @Nullable String kind(FileStatus entry) {
    String name = entry.getPath().getName();
    if (entry.isDirectory()) {
      return FileNames.attemptOf(name).isPresent()
          ? "attempt"
          : FileNames.rejectedOf(name).isPresent() ? "rejected" : null;
    }
    return FileNames.isTemporary(name, FileNames.COMMIT) ? "temporary" : null;
  }

  private @Nullable String named() throws IOException {
    return store.readCommit(round).map(Commit::attempt).map(FileNames::attempt).orElse(null);
  }

  /** One that cannot be looked at or removed does not stop the others. */
  private Leftover swept(String kind, Path path) {
    Leftover unseen = new Leftover(round, kind, path.toString(), 0, 0, null, Action.FAILED, null);
    try {
      Leftover seen = look(kind, path);
      return seen.why() == null && deletes ? remove(seen, path) : seen;
    } catch (FileNotFoundException e) {
      return unseen.with(Action.KEPT, "gone meanwhile");
    } catch (IOException e) {
      return unseen.with(Action.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Leftover look(String kind, Path path) throws IOException {
    FileSystem fs = store.fileSystem();
    int files = 0;
    long bytes = 0;
    long newest = Long.MIN_VALUE;
    // A directory has no time of its own on an object store: its files have.
    RemoteIterator<LocatedFileStatus> below = fs.listFiles(path, true);
    while (below.hasNext()) {
      FileStatus file = below.next();
      files++;
      bytes += file.getLen();
      newest = Math.max(newest, file.getModificationTime());
    }
    if (files == 0) {
      newest = fs.getFileStatus(path).getModificationTime();
    }
    Instant time = newest <= 0 ? null : Instant.ofEpochMilli(newest);
    String why = keeps(time);
    Action action = why == null ? Action.REMOVABLE : Action.KEPT;
    return new Leftover(round, kind, path.toString(), files, bytes, time, action, why);
  }

  private @Nullable String keeps(@Nullable Instant newest) {
    if (newest == null) {
      return "nothing says how old it is";
    }
    return newest.plus(olderThan).isAfter(now) ? "younger than " + Durations.text(olderThan) : null;
  }

  private Leftover remove(Leftover seen, Path path) throws IOException {
    if (path.getName().equals(named())) {
      return seen.with(Action.KEPT, "committed meanwhile");
    }
    FileSystem fs = store.fileSystem();
    boolean removed = fs.delete(path, true);
    return removed || !fs.exists(path)
        ? seen.with(Action.REMOVED, null)
        : seen.with(Action.FAILED, path + " was not removed");
  }
}
