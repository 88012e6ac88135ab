package org.skymask.admission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.skymask.storage.Storage;

/**
 * A client's directory in a round, as a listing shows it: nothing of it is read.
 *
 * @param client as the directory names it, whatever that is
 * @param isComplete whether a manifest is there; whether it is right is for admission to say
 */
public record Presence(String client, boolean isComplete) {
  private static final String DIRECTORY = "client=";
  private static final Set<String> MANIFESTS = Set.of(UploadReader.PLAIN, UploadReader.SIGNED);

  /**
   * The clients of a round, by name; none where there is no such directory.
   *
   * @param round the directory {@code round=<r>}
   */
  public static List<Presence> of(FileSystem fs, Path round) throws IOException {
    List<FileStatus> directories = Storage.list(fs, round);
    Set<String> complete = directories.isEmpty() ? Set.of() : withManifest(fs, round);
    List<Presence> found = new ArrayList<>();
    for (FileStatus directory : directories) {
      String name = directory.getPath().getName();
      if (name.startsWith(DIRECTORY)) {
        found.add(new Presence(name.substring(DIRECTORY.length()), complete.contains(name)));
      }
    }
    return found;
  }

  /**
   * One listing of everything below: on an object storage a question for each client takes long.
   */
  private static Set<String> withManifest(FileSystem fs, Path round) throws IOException {
    Path directory = fs.makeQualified(round);
    Set<String> names = new HashSet<>();
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(round, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      boolean direct = directory.equals(file.getParent().getParent());
      if (direct && MANIFESTS.contains(file.getName())) {
        names.add(file.getParent().getName());
      }
    }
    return names;
  }
}
