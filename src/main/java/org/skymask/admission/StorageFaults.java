package org.skymask.admission;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Tells an I/O error that a client can bring about on its own files from one of the storage. The
 * network, an interrupted task, lost blocks, a standby name node and errors of S3 are the
 * storage's: they propagate and Spark tries the task again. Anything else is tried once more; if it
 * fails again while the storage answers for the directory above the client's, the client's file is
 * at fault: {@link Reason#UNREADABLE}. So a client that uploads something the file system cannot
 * read (no permission, a wrong checksum, an encryption key that nobody has) never stops a round.
 */
final class StorageFaults {
  /** By name and exactly: S3A need not be there, and of those below them some are the client's. */
  private static final Set<String> S3 =
      Set.of(
          "AWSClientIOException",
          "AWSServiceIOException",
          "AWSServiceThrottledException",
          "AWSStatus500Exception",
          "AWSApiCallTimeoutException");

  private StorageFaults() {}

  /** An access to storage. */
  interface Access<T> {
    @Nullable T run() throws IOException;
  }

  static <T> @Nullable T guard(FileSystem fs, Path directory, String name, Access<T> access)
      throws IOException {
    try {
      return access.run();
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      propagateUnlessClients(fs, directory, e);
    }
    try {
      return access.run();
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      propagateUnlessClients(fs, directory, e);
      throw new RefusedException(
          Reason.UNREADABLE,
          name
              + " cannot be read from storage: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage());
    }
  }

  private static void propagateUnlessClients(FileSystem fs, Path directory, IOException fault)
      throws IOException {
    if (isStorages(fault)) {
      throw fault;
    }
    try {
      Path above = directory.getParent();
      fs.getFileStatus(above == null ? directory : above);
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
          || isOfS3(cause)) {
        return true;
      }
    }
    return false;
  }

  /** S3 has not answered, is overloaded, or has an error of its own (5xx). */
  private static boolean isOfS3(Throwable cause) {
    return cause.getClass().getName().startsWith("org.apache.hadoop.fs.s3a.")
        && S3.contains(cause.getClass().getSimpleName());
  }
}
