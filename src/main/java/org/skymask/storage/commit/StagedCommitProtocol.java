package org.skymask.storage.commit;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.FileNames;
import org.skymask.storage.Removal;
import org.skymask.storage.Storage;

/**
 * Commits by a temporary file: written whole and made durable, then given its name by one step that
 * fails where the name exists.
 *
 * <p>Where that step fails without an answer it may have happened, or may still happen later. So
 * the temporary file is removed first. After that the step cannot happen any more, and whatever
 * stands under the name is the outcome. The outcome is unknown only where the storage answers
 * neither the removal nor the reading.
 */
public abstract class StagedCommitProtocol implements CommitProtocol {
  @Override
  public final boolean createIfAbsent(Path file, byte[] content) throws IOException {
    Path temporary = new Path(file.getParent(), FileNames.temporary(file.getName()));
    try {
      write(temporary, content);
    } catch (IOException | RuntimeException | FSError e) {
      isRemoved(temporary);
      throw Storage.named(file, e);
    }
    try {
      publish(temporary, file);
    } catch (IOException | RuntimeException e) {
      return settled(temporary, file, content, e);
    }
    isRemoved(temporary);
    return sealed(file);
  }

  /** Writes a new file; when this returns it survives a power cut. */
  protected abstract void write(Path temporary, byte[] content) throws IOException;

  /** Gives the file its name, unless that exists. The temporary name may remain. */
  protected abstract void publish(Path temporary, Path file) throws IOException;

  /** Makes the new name survive a power cut. */
  protected abstract void seal(Path file) throws IOException;

  /** Removes a file that may not exist. */
  protected abstract void remove(Path temporary) throws IOException;

  /** Content of a file, empty for a directory; null where there is none. */
  protected abstract byte @Nullable [] read(Path file) throws IOException;

  /** Whether the storage has answered that it did not, and will not, publish. */
  protected abstract boolean isRefusal(Exception failure);

  private boolean settled(Path temporary, Path file, byte[] content, Exception failure)
      throws IOException {
    boolean removed = isRemoved(temporary);
    Standing standing;
    try {
      standing = Standing.of(read(file), content);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      throw isRefusal(failure)
          ? Storage.named(file, failure)
          : CommitStateUnknownException.of(file, failure);
    }
    return switch (standing) {
      case OURS -> sealed(file);
      case ANOTHERS -> false;
      case ABSENT ->
          throw removed || isRefusal(failure)
              ? Storage.named(file, failure)
              : CommitStateUnknownException.of(file, failure);
    };
  }

  private boolean sealed(Path file) throws CommitStateUnknownException {
    try {
      seal(file);
      return true;
    } catch (IOException | RuntimeException e) {
      throw CommitStateUnknownException.of(file, e);
    }
  }

  /** A file that is left behind does no harm, so it does not decide about a commit. */
  private boolean isRemoved(Path temporary) {
    return Removal.isDone(temporary, () -> remove(temporary));
  }
}
