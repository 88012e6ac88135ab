package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.AttemptFiles;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * What must hold of a models directory whatever has happened: versions before are untouched, a
 * version is complete or is not there, and the model is the one that an undisturbed round gives.
 */
final class Invariants {
  /** Exit code of a process that SIGKILL has ended. */
  static final int KILLED = 137;

  /** Of every version, besides its parameters. */
  private static final String[] FILES = {
    "layout.json", "round.json", "clients.parquet", "architecture.pt"
  };

  private final Configuration hadoop;
  private final String models;
  private final String updates;
  private final String expected;
  private final Map<String, String> before;

  /**
   * @param expected digest of version 1 in an undisturbed round
   */
  Invariants(Configuration hadoop, String models, String updates, String expected)
      throws IOException {
    this.hadoop = hadoop;
    this.models = models;
    this.updates = updates;
    this.expected = expected;
    this.before = untouchable();
  }

  /** SHA-256 of all that no round may change, by path. */
  private Map<String, String> untouchable() throws IOException {
    Map<String, String> found = new TreeMap<>(digests(new Path(updates)));
    found.putAll(digests(new Path(models, "round=0")));
    return found;
  }

  private Map<String, String> digests(Path directory) throws IOException {
    Map<String, String> found = new TreeMap<>();
    FileSystem fs = Storage.of(directory, hadoop);
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(directory, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      found.put(file.toString(), ModelDigest.hex(Storage.read(fs, file)));
    }
    return found;
  }

  /**
   * Checks everything after a run.
   *
   * @param exit its exit code, or 137 where it was killed
   * @return whether version 1 stands
   */
  boolean check(int exit) throws IOException {
    assertThat(untouchable()).as("base and uploads").isEqualTo(before);
    ModelStore store = new ModelStore(models, hadoop);
    Optional<Commit> commit = store.readCommit(1);
    assertThat(store.findLatest()).hasValue(commit.isPresent() ? 1 : 0);
    if (commit.isPresent()) {
      isComplete(store, commit.get());
      assertThat(exit).as("exit code of a round that committed").isIn(0, 6, KILLED);
    } else {
      assertThat(exit).as("exit code of a round that did not commit").isIn(1, 6, KILLED);
    }
    if (commit.isEmpty() && exit == 6) {
      nothingWasDeleted(store);
    }
    return commit.isPresent();
  }

  /** What could still come to be committed stands, whole. */
  private void nothingWasDeleted(ModelStore store) throws IOException {
    List<String> attempts =
        leftovers().stream().filter(name -> name.startsWith("attempt=")).toList();
    assertThat(attempts).as("attempts after exit 6").hasSize(1);
    Path directory = store.attempt(1, attempts.get(0).substring("attempt=".length()));
    List<FileDigest> parameters = new ArrayList<>();
    List<String> names = new ArrayList<>();
    FileSystem fs = Storage.of(directory, hadoop);
    int beginning = fs.makeQualified(directory).toString().length() + 1;
    for (RemoteIterator<LocatedFileStatus> files = fs.listFiles(directory, true);
        files.hasNext(); ) {
      Path file = files.next().getPath();
      byte[] content = Storage.read(fs, file);
      String name = file.toString().substring(beginning);
      names.add(name);
      if (name.startsWith(FileNames.PARAMETERS + "/")) {
        parameters.add(new FileDigest(name, content.length, ModelDigest.hex(content)));
      }
    }
    assertThat(names).as("files after exit 6").contains(FILES);
    ModelVersion base = store.read(store.readCommit(0).orElseThrow());
    assertThat(new AttemptFiles(fs, directory).digest(parameters, List.of(), base.layout()))
        .as("the model after exit 6")
        .hasValue(expected);
  }

  private void isComplete(ModelStore store, Commit commit) throws IOException {
    assertThat(store.read(commit).digest()).isEqualTo(expected);
    assertThat(commit.model()).isEqualTo(expected);
    assertThat(commit.baseModel()).isEqualTo(store.readCommit(0).orElseThrow().model());
    for (FileDigest file : commit.files()) {
      assertThat(store.readFile(commit, file.name())).hasSize((int) file.bytes());
    }
    assertThat(commit.files()).extracting(FileDigest::name).contains(FILES);
  }

  /** What version 1's directory holds and no commit names. */
  List<String> leftovers() throws IOException {
    List<String> names = new ArrayList<>();
    Path round = new Path(models, "round=1");
    String attempt =
        new ModelStore(models, hadoop)
            .readCommit(1)
            .map(commit -> "attempt=" + commit.attempt())
            .orElse("");
    Storage.list(Storage.of(round, hadoop), round)
        .forEach(status -> names.add(status.getPath().getName()));
    names.removeIf(name -> name.equals("commit.json") || name.equals(attempt));
    return names;
  }
}
