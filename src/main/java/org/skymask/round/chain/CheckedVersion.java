package org.skymask.round.chain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;
import org.skymask.storage.version.Commit;

/**
 * What {@code verify} found of a round's directory.
 *
 * @param commit null where there is none, or none that can be read
 * @param definition digests of layout and architecture, which no round changes; null where they
 *     could not be read
 * @param bytes of the files that the commit names, as they were read
 * @param problems a sentence each; empty when all is right
 * @param unnamed attempts and rejected rounds that no commit names: which is not a problem
 */
public record CheckedVersion(
    int round,
    State state,
    @Nullable Commit commit,
    @Nullable String definition,
    long bytes,
    List<String> problems,
    List<String> unnamed)
    implements Serializable {

  /** Of a round. */
  public enum State implements Coded {
    /** A version without problems. */
    OK,
    /** A version with problems. */
    WRONG,
    /** No commit, though later versions stand. */
    MISSING,
    /** No commit yet. */
    OPEN;
  }

  public CheckedVersion {
    problems = List.copyOf(problems);
    unnamed = List.copyOf(unnamed);
  }

  /** The same with further problems. */
  CheckedVersion with(State worse, List<String> further) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(further);
    State now = further.isEmpty() ? state : worse;
    return new CheckedVersion(round, now, commit, definition, bytes, all, unnamed);
  }

  public boolean isRight() {
    return problems.isEmpty();
  }
}
