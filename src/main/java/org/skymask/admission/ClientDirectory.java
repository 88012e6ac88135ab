package org.skymask.admission;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.RefusedException;
import org.skymask.storage.FileNames;

/** Names in an updates directory, and whether an upload is complete. */
public final class ClientDirectory {
  private ClientDirectory() {}

  /** Whether a directory has the form {@code client=<id>}, whatever the id. */
  public static boolean isClients(Path directory) {
    return FileNames.clientOf(directory.getName()).isPresent();
  }

  /** The id in the name of a client's directory; the name itself where it is none. */
  public static String client(Path directory) {
    String name = directory.getName();
    return FileNames.clientOf(name).orElse(name);
  }

  /**
   * Whether a manifest is there, of either form. Only the two names are looked for: a client may
   * put into its directory what it likes, links in circles too.
   *
   * @param limit how long storage may take to answer
   * @throws RefusedException where that cannot be told: the directory may not be read, or is none
   * @throws IOException where the storage fails
   */
  public static boolean isComplete(FileSystem fs, Path directory, Duration limit)
      throws IOException {
    ClientFiles files = new ClientFiles(fs, directory, new ReadTimeLimit(limit));
    return files.exist() && (files.has(FileNames.MANIFEST) || files.has(FileNames.SIGNED_MANIFEST));
  }
}
