package org.skymask.storage.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.LocalFiles;
import org.skymask.storage.LocalModes;
import org.skymask.storage.Storage;

/**
 * Commits on a local (or POSIX network) file system: the content is written to a temporary file and
 * forced to disk, then linked under its name. Linking fails where the name exists, which a rename
 * would silently replace.
 */
public class LocalCommitProtocol extends StagedCommitProtocol {
  private final LocalModes modes;

  /** Files have the modes that the process's umask leaves. */
  public LocalCommitProtocol() {
    this(LocalModes.ofProcess());
  }

  LocalCommitProtocol(LocalModes modes) {
    this.modes = modes;
  }

  /** A file is made and linked beside the new one's directory, and both are removed. */
  @Override
  public final void rehearse(Path file) throws IOException {
    new LocalRehearsal(this, file).run();
  }

  @Override
  protected void write(Path temporary, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            LocalFiles.of(temporary), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      modes.apply(LocalFiles.of(temporary));
      channel.force(true);
    }
  }

  @Override
  protected void publish(Path temporary, Path file) throws IOException {
    link(LocalFiles.of(file), LocalFiles.of(temporary));
  }

  /** For tests of file systems that have none. */
  void link(java.nio.file.Path link, java.nio.file.Path existing) throws IOException {
    try {
      Files.createLink(link, existing);
    } catch (UnsupportedOperationException e) {
      throw new IOException(link.getParent() + " is on a file system without hard links", e);
    }
  }

  /** A new name survives a power cut only once its directory has been forced. */
  @Override
  protected void seal(Path file) throws IOException {
    force(LocalFiles.of(file.getParent()));
  }

  /**
   * The directories above may be as new, up to the border of the file system. A directory that may
   * not be read existed before.
   */
  @Override
  public void force(List<Path> directories) throws IOException {
    Set<java.nio.file.Path> above = new LinkedHashSet<>();
    for (Path directory : directories) {
      java.nio.file.Path own = LocalFiles.of(directory).toAbsolutePath();
      force(own);
      FileStore store = Files.getFileStore(own);
      for (java.nio.file.Path at = own.getParent();
          at != null && Files.getFileStore(at).equals(store);
          at = at.getParent()) {
        above.add(at);
      }
    }
    for (java.nio.file.Path directory : above) {
      if (Files.isReadable(directory)) {
        force(directory);
      }
    }
  }

  protected void force(java.nio.file.Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw Storage.named(new Path(directory.toUri()), e);
    }
  }

  @Override
  protected void remove(Path temporary) throws IOException {
    Files.deleteIfExists(LocalFiles.of(temporary));
  }

  @Override
  protected byte @Nullable [] read(Path file) throws IOException {
    java.nio.file.Path path = LocalFiles.of(file);
    try {
      return Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Over a network nobody can tell an answer from a time-out by the error. */
  @Override
  protected boolean isRefusal(Exception failure) {
    return false;
  }
}
