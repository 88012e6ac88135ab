package org.skymask.admission;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.RefusedException;

/** Names in an updates directory, and whether an upload is complete. */
public final class ClientDirectory {
  /** What the name of a client's directory begins with. */
  public static final String PREFIX = "client=";

  /** The manifest of an upload that is not signed. */
  public static final String PLAIN = "_manifest.json";

  /** The manifest of a signed upload, in its envelope. */
  public static final String SIGNED = "_manifest.dsse.json";

  private ClientDirectory() {}

  /** Whether a directory has the form {@code client=<id>}, whatever the id. */
  public static boolean isClients(Path directory) {
    return directory.getName().startsWith(PREFIX);
  }

  /** The id in the name of a client's directory; the name itself where it is none. */
  public static String client(Path directory) {
    String name = directory.getName();
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
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
    return files.exist() && (files.has(PLAIN) || files.has(SIGNED));
  }
}
