package org.skymask.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.skymask.config.ConfigurationException;
import org.skymask.engine.EngineException;
import org.skymask.round.RoundException;
import org.skymask.storage.CommitStateUnknownException;

/**
 * An exception as a person and a scheduler see it.
 *
 * @param message what went wrong, without a stack trace
 */
record Failure(String message, int exit) {

  static Failure of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof ConfigurationException) {
      return new Failure(text(cause), ExitCode.USAGE);
    }
    if (cause instanceof RoundException refused) {
      return new Failure(text(cause), exit(refused.kind()));
    }
    if (cause instanceof CommitStateUnknownException) {
      return new Failure(text(cause), ExitCode.UNKNOWN);
    }
    return new Failure(text(cause), ExitCode.FAILED);
  }

  private static int exit(RoundException.Kind kind) {
    return switch (kind) {
      case USAGE -> ExitCode.USAGE;
      case QUORUM -> ExitCode.QUORUM;
      case CONFLICT -> ExitCode.CONFLICT;
      case FAILED -> ExitCode.FAILED;
    };
  }

  /** Spark wraps what a task threw; the innermost cause is what matters. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof SparkException
            || cause instanceof ExecutionException
            || cause instanceof UncheckedIOException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof FileNotFoundException && message != null) {
      return message.contains("does not exist") || message.contains("No such")
          ? message
          : message + ": no such file";
    }
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    boolean ours =
        cause instanceof EngineException
            || cause instanceof ConfigurationException
            || cause instanceof RoundException;
    boolean plain =
        ours || (cause instanceof IOException && !(cause instanceof FileSystemException));
    String line = ours ? message : message.lines().findFirst().orElse(message);
    return plain ? line : cause.getClass().getSimpleName() + ": " + line;
  }
}
