package org.skymask.round.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.history.History;
import org.skymask.history.JudgedRound;
import org.skymask.storage.Parallel;
import org.skymask.storage.version.ModelStore;

/**
 * Collects what a federation's rounds have said of each client, from small files, without Spark. It
 * takes no lock and writes nothing; rounds may run meanwhile.
 */
public final class HistoryJob {
  private final Settings settings;
  private final ModelStore store;

  /**
   * What was found.
   *
   * @param problems of rounds that are left out because they cannot be read
   */
  public record Result(@Nullable String federation, History history, List<String> problems) {
    public boolean isRight() {
      return problems.isEmpty();
    }
  }

  private record Found(@Nullable JudgedRound round, @Nullable String problem) {}

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public HistoryJob(Configuration hadoop, Settings settings) throws IOException {
    this.settings = settings;
    this.store = new ModelStore(settings.required("models"), hadoop);
  }

  /**
   * @param first the first round to look at
   * @param last the last one
   * @param most how many at most, the newest ones
   * @param recent how many of them count as recent
   * @throws IOException when the model directory cannot be listed
   */
  public Result run(int first, int last, int most, int recent) throws IOException {
    List<Integer> listed =
        store.listRounds().stream()
            .filter(round -> round >= Math.max(1, first) && round <= last)
            .toList();
    List<Integer> numbers = listed.subList(Math.max(0, listed.size() - most), listed.size());
    List<Found> found =
        numbers.isEmpty()
            ? List.of()
            : Parallel.map(numbers.size(), JudgedRounds.THREADS, i -> look(numbers.get(i)));
    return new Result(
        settings.where().federation(),
        History.of(kept(found, Found::round), recent),
        kept(found, Found::problem));
  }

  private static <T> List<T> kept(List<Found> found, Function<Found, @Nullable T> part) {
    List<T> kept = new ArrayList<>();
    for (Found one : found) {
      T value = part.apply(one);
      if (value != null) {
        kept.add(value);
      }
    }
    return kept;
  }

  private Found look(int round) {
    try {
      return new Found(new JudgedRounds(store).read(round).orElse(null), null);
    } catch (IOException | RuntimeException e) {
      return new Found(null, "round " + round + ": " + Chain.message(e));
    }
  }
}
