package org.skymask.round.chain;

import java.io.IOException;
import java.util.OptionalInt;
import org.skymask.config.Settings;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Finds a committed version by its number. */
public final class Versioned {
  private final ModelStore store;
  private final Settings settings;

  public Versioned(ModelStore store, Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * @param wanted empty for the newest
   */
  public Commit commit(OptionalInt wanted) throws IOException, RoundException {
    int latest =
        store
            .findLatest()
            .orElseThrow(
                () ->
                    new RoundException(
                        Kind.FAILED,
                        store.location()
                            + " holds no version yet: `skymask init` writes version 0"));
    int version = wanted.orElse(latest);
    return store
        .readCommit(version)
        .orElseThrow(
            () ->
                new RoundException(
                    Kind.USAGE,
                    store.commitFile(version)
                        + " does not exist; the newest version is "
                        + latest));
  }
}
