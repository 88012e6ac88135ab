package org.skymask.observe;

import org.jspecify.annotations.Nullable;
import org.skymask.round.RoundResult;

/**
 * How a round ended.
 *
 * @param result null where it ended without one
 * @param exit the program's exit code
 * @param message why, for a person; without secrets
 */
public record Ending(@Nullable RoundResult result, int exit, String message) {

  /** A code of {@link org.skymask.model.Outcome}, or {@code failed}. */
  String outcome() {
    return result == null ? FAILED : result.record().result().outcome().code();
  }

  static final String FAILED = "failed";
}
