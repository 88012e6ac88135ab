package org.skymask.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Secrets;
import org.skymask.engine.EngineException;
import org.skymask.named.ParameterException;
import org.skymask.round.RoundException;
import org.skymask.storage.S3Credentials;
import org.skymask.storage.commit.CommitStateUnknownException;

/**
 * An exception as a person and a scheduler see it.
 *
 * @param message what went wrong, without a stack trace
 */
record Failure(String message, int exit) {

  /** Exceptions whose messages are written for people: they need no class name before them. */
  private static final Set<Class<?>> PLAIN =
      Set.of(
          ConfigurationException.class,
          RoundException.class,
          EngineException.class,
          ParameterException.class,
          CommitStateUnknownException.class,
          IOException.class,
          FileNotFoundException.class);

  static Failure of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    return new Failure(Secrets.redacted(text(cause)), exit(cause));
  }

  private static int exit(Throwable cause) {
    if (cause instanceof ConfigurationException) {
      return ExitCode.USAGE;
    }
    if (cause instanceof CommitStateUnknownException) {
      return ExitCode.UNKNOWN;
    }
    if (cause instanceof RoundException refused) {
      return switch (refused.kind()) {
        case USAGE -> ExitCode.USAGE;
        case QUORUM -> ExitCode.QUORUM;
        case CONFLICT -> ExitCode.CONFLICT;
        case FAILED -> ExitCode.FAILED;
      };
    }
    return ExitCode.FAILED;
  }

  /** Spark and futures wrap what a task threw; the innermost cause is what matters. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof SparkException
            || cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause instanceof UncheckedIOException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return name;
    }
    if (cause instanceof FileSystemException e) {
      return S3Credentials.areMissing(e)
          ? S3Credentials.missing(e.getFile(), e)
          : e.getFile() + ": " + reason(e);
    }
    if (cause instanceof ConfigurationException || cause instanceof EngineException) {
      return message;
    }
    if (cause instanceof OutOfMemoryError) {
      return "no memory left ("
          + name
          + ": "
          + message
          + "): raise spark.driver.memory or spark.executor.memory, or -Xmx where Spark is embedded";
    }
    String line = message.lines().findFirst().orElse(message);
    return PLAIN.contains(cause.getClass()) ? line : name + ": " + line;
  }

  /** Java says many of these by the exception's class alone. */
  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e.getReason();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
