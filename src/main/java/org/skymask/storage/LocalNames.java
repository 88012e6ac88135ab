package org.skymask.storage;

import java.io.IOException;
import java.nio.charset.Charset;
import org.apache.hadoop.fs.Path;

/**
 * Names of files on this machine in this JVM's encoding. Java replaces characters that its encoding
 * lacks by question marks, and would then read another file than the one that was named.
 */
public final class LocalNames {
  /** Replaces bytes that are not text in the encoding. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final Charset ENCODING = encoding();

  private LocalNames() {}

  private static Charset encoding() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  /** Whether this JVM can read and write all names. */
  public static boolean isUnicode() {
    return ENCODING.name().startsWith("UTF-");
  }

  /** Whether the text has lost characters on its way here. */
  public static boolean isBroken(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  /** What to do about it. */
  public static String cure() {
    return "this JVM has the encoding "
        + ENCODING
        + " for names of files; start it under a UTF-8 locale: LC_ALL=C.UTF-8";
  }

  /**
   * @throws IOException where another file would be read or written
   */
  static void require(Path path) throws IOException {
    String name = path.toUri().getPath();
    if (isBroken(name) || !isUnicode() && !ENCODING.newEncoder().canEncode(name)) {
      throw new IOException(path + " cannot be named here: " + cure());
    }
  }
}
