package org.skymask.storage.commit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.FileNames;
import org.skymask.storage.Removal;
import org.skymask.storage.Storage;
import org.skymask.storage.commit.ConditionalPut.NotPutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits on S3 by a conditional put ({@code If-None-Match: *}): the storage lets one of any number
 * of writers create an object, and shows it whole or not at all.
 *
 * <p>A put without an answer may have happened. Then the object is read, and its content shows
 * whose put it was. Where there is no object the same put is tried again. This is harmless: of all
 * tries, late ones included, at most one creates the object, and all have the same content. An
 * answer that the object exists is checked in the same way, because an earlier try may have created
 * it.
 */
public final class S3CommitProtocol implements CommitProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(S3CommitProtocol.class);
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";
  private static final int TRIES = 5;

  private final FileSystem fs;
  private final ConditionalPut put;
  private final long pauseMillis;
  private boolean rehearsed;

  /**
   * @param pauseMillis before the second try; it doubles with every further one
   */
  public S3CommitProtocol(FileSystem fs, ConditionalPut put, long pauseMillis) {
    this.fs = fs;
    this.put = put;
    this.pauseMillis = pauseMillis;
  }

  static CommitProtocol of(FileSystem fs, Path models) throws IOException {
    return new S3CommitProtocol(fs, put(fs, models), 500);
  }

  /** By S3A where it can (Hadoop 3.4.2 and later); each Spark has its own way with an older one. */
  static ConditionalPut put(FileSystem fs, Path models) throws IOException {
    return fs.hasPathCapability(models, CONDITIONAL)
        ? new S3AConditionalPut(fs, CONDITIONAL)
        : OlderS3A.put(fs, models);
  }

  /**
   * The condition is tried on an object of its own, which is removed. It is above the round's
   * directory, since S3A leaves a marker of the directory from which it removes the last object.
   */
  @Override
  public void rehearse(Path file) throws IOException {
    requireConditions(file, file.getParent().getParent(), "{}\n".getBytes(StandardCharsets.UTF_8));
    rehearsed = true;
  }

  @Override
  public boolean createIfAbsent(Path file, byte[] content) throws IOException {
    if (!rehearsed) {
      requireConditions(file, file.getParent(), content);
    }
    return created(file, content);
  }

  /**
   * Puts an object of its own twice: the storage must refuse the second put, or it would replace
   * another's commit.
   */
  private void requireConditions(Path file, Path directory, byte[] content) throws IOException {
    Path probe = new Path(directory, FileNames.temporary(file.getName()));
    try {
      created(probe, content);
      if (putAgain(probe, content)) {
        throw new IOException(
            file
                + ": this storage ignores the condition of a put (If-None-Match), so that nothing"
                + " can be committed to it exactly once; publish models elsewhere");
      }
    } catch (CommitStateUnknownException e) {
      // Of the probe, not of the commit.
      throw new IOException(file + " was not written: " + Storage.reason(e), e);
    } finally {
      Removal.discard(fs, probe);
    }
  }

  private boolean putAgain(Path probe, byte[] content) throws IOException {
    IOException last = new IOException("no try");
    for (int attempt = 0; isDue(attempt); attempt++) {
      try {
        return put.put(probe, content);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(probe.getParent() + " cannot be written: " + Storage.reason(last), last);
  }

  private boolean created(Path file, byte[] content) throws IOException {
    IOException last = new IOException("no try");
    boolean mayHaveHappened = false;
    for (int attempt = 0; isDue(attempt); attempt++) {
      try {
        if (put.put(file, content)) {
          return true;
        }
        last = new IOException(file + " exists, and cannot be read");
        mayHaveHappened = true;
      } catch (NotPutException e) {
        if (!mayHaveHappened && !e.isPassing()) {
          throw e;
        }
        last = e;
      } catch (IOException e) {
        mayHaveHappened = true;
        last = e;
      }
      Standing standing = standing(file, content, last);
      if (standing == Standing.OURS || standing == Standing.ANOTHERS) {
        return standing == Standing.OURS;
      }
      LOG.warn("A conditional put failed: {}", Storage.reason(last));
    }
    throw mayHaveHappened
        ? CommitStateUnknownException.of(file, last)
        : new IOException(file + " was not written: " + Storage.reason(last), last);
  }

  /** Null where it cannot be read. */
  private @Nullable Standing standing(Path file, byte[] content, IOException before) {
    try {
      return Standing.of(Storage.read(fs, file), content);
    } catch (FileNotFoundException e) {
      return Standing.ABSENT;
    } catch (IOException | RuntimeException e) {
      before.addSuppressed(e);
      return null;
    }
  }

  /** Waits before a further try; false where there is none, or this thread is to stop. */
  private boolean isDue(int attempt) {
    if (attempt == 0 || attempt == TRIES) {
      return attempt == 0;
    }
    try {
      Thread.sleep(pauseMillis << (attempt - 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
