package org.skymask.storage.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.FileNames;
import org.skymask.storage.LocalFiles;
import org.skymask.storage.Removal;
import org.skymask.storage.Storage;

/**
 * Does what a commit does, in the directory of the commit or the nearest above it, and undoes it.
 * So a directory that cannot be written, a read-only file system and a file system without hard
 * links are found before a round is computed.
 */
final class LocalRehearsal {
  private final LocalCommitProtocol protocol;
  private final Path file;

  LocalRehearsal(LocalCommitProtocol protocol, Path file) {
    this.protocol = protocol;
    this.file = file;
  }

  void run() throws IOException {
    java.nio.file.Path place = existing(LocalFiles.of(file.getParent()));
    java.nio.file.Path written = place.resolve(name());
    java.nio.file.Path linked = place.resolve(name());
    try {
      protocol.write(new Path(written.toUri()), "{}\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      remove(written);
      throw inTheWay(place + " cannot be written (" + reason(e) + ")", e);
    }
    try {
      link(linked, written);
      protocol.force(place);
    } finally {
      remove(linked);
      remove(written);
    }
  }

  /** A file that cannot be removed does not change the result. */
  private static void remove(java.nio.file.Path temporary) {
    Removal.isDone(temporary, () -> Files.deleteIfExists(temporary));
  }

  private void link(java.nio.file.Path linked, java.nio.file.Path written) throws IOException {
    try {
      protocol.link(linked, written);
    } catch (IOException e) {
      throw inTheWay(
          linked.getParent()
              + " is on a file system without hard links ("
              + reason(e)
              + "), where nothing can be committed exactly once; publish models to another file"
              + " system, or to hdfs: or s3a:",
          e);
    }
  }

  /** As a commit's temporary files are called, which nobody takes for a version. */
  private String name() {
    return FileNames.temporary(file.getName());
  }

  private java.nio.file.Path existing(java.nio.file.Path directory) throws IOException {
    java.nio.file.Path at = directory.toAbsolutePath();
    // What may not be looked at is taken for missing: then nothing can be written above it either.
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    if (Files.isRegularFile(at)) {
      throw inTheWay(at + " is a file, expected a directory", null);
    }
    return at;
  }

  private IOException inTheWay(String what, @Nullable IOException cause) {
    return new IOException(file + " could not be committed: " + what, cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : Storage.reason(e);
  }
}
