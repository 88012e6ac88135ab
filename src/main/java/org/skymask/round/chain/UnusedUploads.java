package org.skymask.round.chain;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.skymask.config.Settings;
import org.skymask.round.admit.Uploads;

/**
 * Lists uploads for the number that a rollback took. They were trained from the version before it,
 * and no round will read them.
 */
public final class UnusedUploads {
  private UnusedUploads() {}

  /**
   * Clients that have a directory there, by name; none where the configuration does not say where
   * uploads are.
   *
   * @param round the number
   * @throws IOException when they cannot be listed
   */
  public static List<String> find(Settings settings, Configuration hadoop, int round)
      throws IOException {
    Uploads uploads = Uploads.in(settings, hadoop);
    return uploads == null ? List.of() : find(uploads, round);
  }

  static List<String> find(Uploads uploads, int round) throws IOException {
    Uploads.Present present = uploads.look(round);
    return Stream.concat(present.complete().stream(), present.incomplete().stream())
        .sorted()
        .toList();
  }
}
