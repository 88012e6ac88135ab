package org.skymask.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.skymask.cli.TestFederation;

/** The golden case digits-signflip with few of its clients: rounds of little work. */
final class Few {
  private Few() {}

  /** The federation with sites 0 (malicious), 3, 4 and 5. */
  static TestFederation clients(Path directory) {
    TestFederation federation = TestFederation.digits(directory);
    try {
      for (int site = 0; site < 12; site++) {
        if (site != 0 && (site < 3 || site > 5)) {
          TestFederation.delete(federation.client(1, String.format("site-%03d", site)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return federation;
  }
}
