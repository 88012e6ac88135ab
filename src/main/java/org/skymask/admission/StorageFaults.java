package org.skymask.admission;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.ReadTimeLimit.UnansweredException;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Tells I/O errors that a client can cause on its own files from errors of the storage. The
 * network, an interrupted task, lost blocks, a standby name node, answers that break off and errors
 * of S3 belong to the storage: they propagate, and Spark tries the task again. Anything else is
 * tried once more; if it fails again while the storage answers for the directory above the
 * client's, the client's file is at fault: {@link Reason#UNREADABLE}. So a client that uploads
 * something the file system cannot read (no permission, a wrong checksum, an encryption key that
 * nobody has) never stops a round. A read that storage does not answer ({@link ReadTimeLimit}) is
 * not tried once more: where storage answers for the directory above, the client's file is at
 * fault.
 *
 * <p>On S3 a client can cause some answers of the servers (403, 404, 400), and S3A has exceptions
 * for those. Every other exception while an object is read, of whichever HTTP client and name,
 * comes from the network.
 */
final class StorageFaults {
  /** By name and exactly: S3A need not be there, and of those below them some are the client's. */
  private static final Set<String> S3 =
      Set.of(
          "AWSClientIOException",
          "AWSServiceIOException",
          "AWSServiceThrottledException",
          "AWSStatus500Exception",
          "AWSApiCallTimeoutException",
          "NoAuthWithAWSException",
          "CredentialInitializationException",
          "HttpChannelEOFException");

  private StorageFaults() {}

  /** An access to storage. */
  interface Access<T> {
    @Nullable T run() throws IOException;
  }

  /**
   * @param limit within which storage must answer for the directory above the client's
   */
  static <T> @Nullable T guard(
      FileSystem fs, Path directory, String name, ReadTimeLimit limit, Access<T> access)
      throws IOException {
    try {
      return checked(access);
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      propagateUnlessClients(fs, directory, limit, e);
      if (e instanceof UnansweredException) {
        // Asking once more would take as long again.
        throw new RefusedException(Reason.UNREADABLE, String.valueOf(e.getMessage()));
      }
    }
    try {
      return checked(access);
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      propagateUnlessClients(fs, directory, limit, e);
      throw new RefusedException(
          Reason.UNREADABLE,
          name
              + " cannot be read from storage: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage());
    }
  }

  /** The AWS SDKs have unchecked exceptions only, and S3A does not translate all of them. */
  private static <T> @Nullable T checked(Access<T> access) throws IOException {
    try {
      return access.run();
    } catch (RuntimeException e) {
      if (isOfSdk(e)) {
        throw new BrokenOffException(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private static boolean isOfSdk(RuntimeException e) {
    String name = e.getClass().getName();
    return name.startsWith("com.amazonaws.") || name.startsWith("software.amazon.awssdk.");
  }

  private static void propagateUnlessClients(
      FileSystem fs, Path directory, ReadTimeLimit limit, IOException fault) throws IOException {
    if (isStorages(fault) || isOnTheWay(fs, fault)) {
      throw fault;
    }
    try {
      Path parent = directory.getParent();
      Path above = parent == null ? directory : parent;
      limit.run(above.toString(), progress -> fs.getFileStatus(above));
    } catch (IOException e) {
      fault.addSuppressed(e);
      throw fault;
    }
  }

  private static boolean isStorages(IOException fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof UnknownHostException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException
          || cause instanceof BlockMissingException
          || cause instanceof RetriableException
          || cause instanceof StandbyException
          || cause instanceof BrokenOffException
          || isOfS3(cause)) {
        return true;
      }
    }
    return false;
  }

  /** S3 has not answered, is overloaded, or has an error of its own (5xx). */
  private static boolean isOfS3(Throwable cause) {
    return isOfS3A(cause) && S3.contains(cause.getClass().getSimpleName());
  }

  private static boolean isOfS3A(Throwable cause) {
    return cause.getClass().getName().startsWith("org.apache.hadoop.fs.s3a.");
  }

  /** No answer of S3's about the object. (The SDKs unpack nothing that its writer has packed.) */
  private static boolean isOnTheWay(FileSystem fs, IOException fault) {
    if (!fs.getUri().getScheme().equals("s3a")) {
      return false;
    }
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof AccessDeniedException
          || cause instanceof FileNotFoundException
          || isOfS3A(cause)) {
        return false;
      }
    }
    return true;
  }

  /** A file's content came short, though nothing says that the file is. */
  static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message) {
      super(message);
    }

    BrokenOffException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
