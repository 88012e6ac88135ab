package org.skymask.round.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.storage.FileNames;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Checks a round's direct links: its base against the version before it and against the base's own
 * round.json, and, where the round is committed already, that commit against the base. So a round
 * reads three small files, however long the chain is; {@link VerifyJob} checks the whole chain.
 */
public final class Lineage {
  private final ModelStore store;

  public Lineage(ModelStore store) {
    this.store = store;
  }

  /**
   * Refuses a base that does not follow from the version before it.
   *
   * @throws RoundException that names the files and what they say
   */
  public void check(Commit base) throws IOException, RoundException {
    int version = base.round();
    String file = store.commitFile(version).toString();
    List<String> wrong = new ArrayList<>();
    if (version == 0) {
      wrong.addAll(Links.first(base, file));
    } else {
      String before = store.commitFile(version - 1).toString();
      Commit earlier =
          store
              .readCommit(version - 1)
              .orElseThrow(
                  () -> broken(before + " does not exist, and " + file + " follows from it"));
      wrong.addAll(Links.between(earlier, before, base, file));
      wrong.addAll(record(base));
    }
    Commit standing = store.readCommit(version + 1).orElse(null);
    if (standing != null) {
      wrong.addAll(Links.between(base, file, standing, store.commitFile(version + 1).toString()));
    }
    if (!wrong.isEmpty()) {
      throw broken(String.join("; ", wrong));
    }
  }

  private List<String> record(Commit commit) throws IOException {
    String file =
        new Path(store.attempt(commit.round(), commit.attempt()), FileNames.ROUND_RECORD)
            .toString();
    return Links.withRecord(commit, store.readRecord(commit), file);
  }

  private static RoundException broken(String how) {
    return new RoundException(
        Kind.FAILED, "the chain of versions is broken (see `skymask verify`): " + how);
  }
}
