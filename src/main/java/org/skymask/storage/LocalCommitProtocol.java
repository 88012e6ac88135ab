package org.skymask.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * Commits on a local (or POSIX network) file system: the content is written to a temporary file and
 * forced to disk, then linked under its name. Linking fails where the name exists, which a rename
 * would silently replace.
 */
public final class LocalCommitProtocol implements CommitProtocol {

  @Override
  public boolean createIfAbsent(Path file, byte[] content) throws IOException {
    java.nio.file.Path target = Paths.get(file.toUri().getPath());
    java.nio.file.Path directory = target.resolveSibling("");
    java.nio.file.Path temporary =
        directory.resolve("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      write(temporary, content);
      Files.createLink(target, temporary);
      force(directory);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IOException(directory + " is on a file system without hard links", e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(java.nio.file.Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** A new name survives a power cut only once its directory has been forced. */
  private static void force(java.nio.file.Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
