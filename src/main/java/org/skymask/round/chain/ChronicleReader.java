package org.skymask.round.chain;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Assessment;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord;
import org.skymask.report.Chapter;
import org.skymask.report.Chronicle;
import org.skymask.storage.FileNames;
import org.skymask.storage.Parallel;
import org.skymask.storage.Storage;
import org.skymask.storage.version.AssessmentJson;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import org.skymask.storage.version.RoundJson;

/**
 * Reads what a federation's page shows: small files, a few at a time. What cannot be read of a
 * round is told in a sentence, and the others are still shown.
 */
final class ChronicleReader {
  private final ModelStore store;
  private final RelativeUrl from;

  private interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * @param from where the page will stand
   */
  ChronicleReader(ModelStore store, RelativeUrl from) {
    this.store = store;
    this.from = from;
  }

  /**
   * @param federation its name
   * @param most how many rounds at most, the newest ones
   * @throws IOException when the directory of the models cannot be listed
   */
  Chronicle read(String federation, int most) throws IOException {
    List<Integer> all = store.listRounds();
    List<Integer> shown = all.subList(Math.max(0, all.size() - most), all.size());
    List<Chapter> chapters =
        shown.isEmpty()
            ? List.of()
            : Parallel.map(shown.size(), JudgedRounds.THREADS, i -> round(shown.get(i))).stream()
                .flatMap(List::stream)
                .toList();
    return new Chronicle(federation, chapters, all.size() - shown.size());
  }

  /** Rejections by time, then the version. */
  private List<Chapter> round(int round) {
    List<Chapter> chapters = new ArrayList<>();
    try {
      List<FileStatus> entries = Storage.list(store.fileSystem(), store.directory(round));
      for (FileStatus entry : entries) {
        if (FileNames.rejectedOf(entry.getPath().getName()).isPresent()) {
          chapters.addAll(rejected(round, entry.getPath()));
        }
      }
      chapters.sort(
          Comparator.comparing(
              Chapter::at, Comparator.nullsFirst(Comparator.<Instant>naturalOrder())));
      for (FileStatus entry : entries) {
        if (entry.getPath().getName().equals(FileNames.COMMIT)) {
          chapters.add(version(round, entry, has(entries, FileNames.EVALUATION)));
        }
      }
    } catch (IOException | RuntimeException e) {
      chapters.add(Chapter.unreadable(round, problem(round, e)));
    }
    return chapters;
  }

  private static boolean has(List<FileStatus> entries, String name) {
    return entries.stream().anyMatch(entry -> entry.getPath().getName().equals(name));
  }

  /** None where the rejection is being written: its record is not there yet. */
  private List<Chapter> rejected(int round, Path directory) {
    FileSystem fs = store.fileSystem();
    Path file = new Path(directory, FileNames.ROUND_RECORD);
    List<String> problems = new ArrayList<>();
    try {
      Instant at = Instant.ofEpochMilli(fs.getFileStatus(file).getModificationTime());
      RoundRecord record =
          attempt(round, () -> RoundJson.parse(file.toString(), Storage.read(fs, file)), problems);
      return List.of(
          chapter(
              round, at, record, clients(round, directory, problems), directory, null, problems));
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      return List.of(Chapter.unreadable(round, problem(round, e)));
    }
  }

  private Chapter version(int round, FileStatus file, boolean isAssessed) throws IOException {
    Commit commit =
        store
            .readCommit(round)
            .orElseThrow(() -> new IOException(file.getPath() + " was there a moment ago"));
    Path directory = store.attempt(round, commit.attempt());
    List<String> problems = new ArrayList<>();
    RoundRecord record =
        round == 0 ? null : attempt(round, () -> store.readRecord(commit), problems);
    List<ClientResult> clients =
        round == 0 ? List.of() : clients(round, commit, directory, problems);
    Assessment assessed = isAssessed ? assessed(commit, problems) : null;
    Instant at = Instant.ofEpochMilli(file.getModificationTime());
    return chapter(round, at, record, clients, directory, assessed, problems);
  }

  private List<ClientResult> clients(
      int round, Commit commit, Path directory, List<String> problems) {
    try {
      store.readFile(commit, FileNames.CLIENTS);
    } catch (IOException | RuntimeException e) {
      problems.add(problem(round, e));
      return List.of();
    }
    return clients(round, directory, problems);
  }

  private List<ClientResult> clients(int round, Path directory, List<String> problems) {
    List<ClientResult> clients =
        attempt(
            round,
            () ->
                ClientsFile.read(
                    new Path(directory, FileNames.CLIENTS), store.fileSystem().getConf()),
            problems);
    return clients == null ? List.of() : clients;
  }

  /** Null where it is of another model, which had this number before. */
  private @Nullable Assessment assessed(Commit commit, List<String> problems) {
    Path file = new Path(store.directory(commit.round()), FileNames.EVALUATION);
    Assessment assessed =
        attempt(
            commit.round(),
            () -> AssessmentJson.parse(file.toString(), Storage.read(store.fileSystem(), file)),
            problems);
    return assessed != null && assessed.model().equals(commit.model()) ? assessed : null;
  }

  private Chapter chapter(
      int round,
      Instant at,
      @Nullable RoundRecord record,
      List<ClientResult> clients,
      Path directory,
      @Nullable Assessment assessed,
      List<String> problems)
      throws IOException {
    Path report = new Path(directory, FileNames.REPORT);
    return new Chapter(
        round,
        at,
        record == null ? null : record.result(),
        record == null ? null : gate(record),
        clients,
        assessed,
        round > 0 && store.fileSystem().exists(report) ? from.to(report) : null,
        problems);
  }

  /** {@code gate.root-loss-factor} of the round; null where it was off, or is not recorded. */
  private static @Nullable Double gate(RoundRecord record) {
    Object gate = record.origin().configuration().get("gate");
    Object factor = gate instanceof Map<?, ?> block ? block.get("root-loss-factor") : null;
    return factor instanceof Number number && number.doubleValue() > 0
        ? (Double) number.doubleValue()
        : null;
  }

  private static <T> @Nullable T attempt(int round, Reading<T> reading, List<String> problems) {
    try {
      return reading.read();
    } catch (IOException | RuntimeException e) {
      problems.add(problem(round, e));
      return null;
    }
  }

  private static String problem(int round, Exception e) {
    return "round " + round + ": " + Chain.message(e);
  }
}
