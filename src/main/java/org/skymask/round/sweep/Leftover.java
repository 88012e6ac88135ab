package org.skymask.round.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;

/**
 * Something in a round's directory that no commit names.
 *
 * @param kind {@code attempt}, {@code rejected} or {@code temporary}
 * @param newest when its newest file was written, by the storage's clock; null where nothing says
 * @param why what keeps it; null where nothing does
 */
public record Leftover(
    int round,
    String kind,
    String path,
    int files,
    long bytes,
    @Nullable Instant newest,
    Action action,
    @Nullable String why) {

  /** What becomes of it. */
  public enum Action implements Coded {
    REMOVED,
    /** By a sweep that is to delete. */
    REMOVABLE,
    KEPT,
    FAILED
  }

  Leftover with(Action what, @Nullable String because) {
    return new Leftover(round, kind, path, files, bytes, newest, what, because);
  }
}
