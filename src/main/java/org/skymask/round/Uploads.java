package org.skymask.round;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;

/** Which uploads are there, by listings alone: nothing of them is read. */
final class Uploads {
  static final Present NONE = new Present(List.of(), List.of());

  private static final Pattern ROUND = Pattern.compile("round=(\\d{1,9})");
  private static final String CLIENT = "client=";
  private static final Set<String> MANIFESTS = Set.of("_manifest.json", "_manifest.dsse.json");

  private final FileSystem fs;
  private final Path directory;

  /** Clients of a round by name: those whose manifest is there, and those in progress. */
  record Present(List<String> complete, List<String> incomplete) {}

  Uploads(String updates, Configuration hadoop) throws IOException {
    this.directory = Location.of(updates, hadoop);
    this.fs = Storage.of(directory, hadoop);
  }

  /** The directory, absolute. */
  Path location() {
    return directory;
  }

  /** The rounds that have a directory. */
  TreeSet<Integer> rounds() throws IOException {
    TreeSet<Integer> rounds = new TreeSet<>();
    for (FileStatus status : Storage.list(fs, directory)) {
      Matcher name = ROUND.matcher(status.getPath().getName());
      if (name.matches()) {
        rounds.add(Integer.parseInt(name.group(1)));
      }
    }
    return rounds;
  }

  /** Two listings, however many clients there are: object storages list below in one go. */
  Present of(int round) throws IOException {
    Path path = new Path(directory, "round=" + round);
    TreeSet<String> incomplete = new TreeSet<>();
    for (FileStatus status : Storage.list(fs, path)) {
      if (status.getPath().getName().startsWith(CLIENT)) {
        incomplete.add(client(status.getPath()));
      }
    }
    TreeSet<String> complete = new TreeSet<>();
    for (Path file : below(path)) {
      if (MANIFESTS.contains(file.getName())
          && file.getParent().getParent().equals(fs.makeQualified(path))) {
        complete.add(client(file.getParent()));
      }
    }
    incomplete.removeAll(complete);
    return new Present(List.copyOf(complete), List.copyOf(incomplete));
  }

  private List<Path> below(Path path) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = fs.listFiles(path, true);
      while (all.hasNext()) {
        files.add(all.next().getPath());
      }
    } catch (FileNotFoundException e) {
      // No upload, or one that was taken away while it was listed.
      return files;
    }
    return files;
  }

  private static String client(Path directory) {
    return directory.getName().substring(CLIENT.length());
  }
}
