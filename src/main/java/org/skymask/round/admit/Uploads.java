package org.skymask.round.admit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.ClientDirectory;
import org.skymask.config.Settings;
import org.skymask.model.RefusedException;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Parallel;
import org.skymask.storage.Storage;

/** Lists the uploads by their names, without reading them. */
public final class Uploads {
  public static final Present NONE = new Present(List.of(), List.of(), List.of());

  /** Requests at a time: object storages take some milliseconds for each. */
  private static final int THREADS = 16;

  private final FileSystem fs;
  private final Path directory;
  private final Duration limit;

  /**
   * Clients of a round by name: those whose manifest is there, and those in progress.
   *
   * @param problems gets a sentence for each directory that is neither
   */
  public record Present(List<String> complete, List<String> incomplete, List<String> problems) {}

  private Uploads(FileSystem fs, Path directory, Duration limit) {
    this.fs = fs;
    this.directory = directory;
    this.limit = limit;
  }

  /** Those of {@code updates}; null where the configuration names no such directory. */
  public static @Nullable Uploads in(Settings settings, Configuration hadoop) throws IOException {
    String updates = settings.where().updates();
    if (updates == null) {
      return null;
    }
    Path directory = Location.of(updates, hadoop);
    FileSystem fs = Storage.of(directory, hadoop);
    return new Uploads(fs, directory, settings.limits().admission().readTimeLimit());
  }

  /** The directory, absolute. */
  public Path location() {
    return directory;
  }

  /** The rounds that have a directory. */
  public TreeSet<Integer> listRounds() throws IOException {
    TreeSet<Integer> rounds = new TreeSet<>();
    for (FileStatus status : Storage.list(fs, directory)) {
      FileNames.roundOf(status.getPath().getName()).ifPresent(rounds::add);
    }
    return rounds;
  }

  /** Looks only for the manifests, because a client may put anything into its directory. */
  public Present look(int round) throws IOException {
    List<Path> clients = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path entry : listEntries(fs, new Path(directory, FileNames.round(round)))) {
      if (ClientDirectory.isClients(entry)) {
        clients.add(entry);
      } else {
        problems.add(entry + " is no upload, expected the name client=<id>");
      }
    }
    List<State> states = Parallel.map(clients.size(), THREADS, i -> state(clients.get(i)));
    List<String> complete = new ArrayList<>();
    List<String> incomplete = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      String client = ClientDirectory.client(clients.get(i));
      State state = states.get(i);
      if (state.problem() != null) {
        problems.add(clients.get(i) + ": " + state.problem());
      } else {
        (state.complete() ? complete : incomplete).add(client);
      }
    }
    return new Present(complete, incomplete, problems);
  }

  /**
   * What may be an upload to a round, by name: all directories, and whatever has the name of a
   * client's. Names that begin with {@code _} or {@code .} belong to other programs.
   */
  static List<Path> listEntries(FileSystem fs, Path round) throws IOException {
    List<Path> entries = new ArrayList<>();
    for (FileStatus status : Storage.list(fs, round)) {
      String name = status.getPath().getName();
      boolean others = name.startsWith("_") || name.startsWith(".");
      if (ClientDirectory.isClients(status.getPath()) || status.isDirectory() && !others) {
        entries.add(status.getPath());
      }
    }
    return entries;
  }

  /**
   * How far an upload is.
   *
   * @param problem why that cannot be told, or null
   */
  private record State(boolean complete, @Nullable String problem) {}

  private State state(Path client) throws IOException {
    try {
      return new State(ClientDirectory.isComplete(fs, client, limit), null);
    } catch (RefusedException e) {
      return new State(false, e.detail());
    }
  }
}
