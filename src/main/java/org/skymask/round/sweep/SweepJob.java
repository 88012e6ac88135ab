package org.skymask.round.sweep;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.skymask.config.Settings;
import org.skymask.round.sweep.Leftover.Action;
import org.skymask.storage.version.ModelStore;

/**
 * Removes leftovers that no commit names: attempts, rejected rounds, temporary commit files. Empty
 * directories of rounds stay, because a round may be about to write there.
 */
public final class SweepJob {
  private final ModelStore store;
  private final Path models;

  /**
   * What was found.
   *
   * @param problems of rounds in which nothing was touched, a sentence each
   */
  public record Result(List<Leftover> leftovers, List<String> problems) {

    public boolean isRight() {
      return problems.isEmpty() && leftovers.stream().noneMatch(l -> l.action() == Action.FAILED);
    }
  }

  public SweepJob(Configuration hadoop, Settings settings) throws IOException {
    this(new ModelStore(settings.required("models"), hadoop), settings.required("models"));
  }

  SweepJob(ModelStore store, String models) {
    this.store = store;
    this.models = new Path(models);
  }

  /**
   * Looks at all rounds.
   *
   * @param olderThan age of a leftover's newest file
   * @param deletes false to look only; nothing is written then
   */
  public Result run(Duration olderThan, boolean deletes) throws IOException {
    List<Integer> rounds = store.listRounds();
    Instant ours = Instant.now();
    Instant now =
        deletes && !rounds.isEmpty() ? StorageClock.now(store.fileSystem(), models, ours) : ours;
    List<Leftover> leftovers = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int round : rounds) {
      try {
        leftovers.addAll(new SweepRound(store, round, now, olderThan, deletes).run());
      } catch (IOException e) {
        problems.add("round " + round + " was not touched: " + e.getMessage());
      }
    }
    return new Result(leftovers, problems);
  }
}
