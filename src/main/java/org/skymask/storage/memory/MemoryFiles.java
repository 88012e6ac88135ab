package org.skymask.storage.memory;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.commit.CommitProtocol;

/**
 * A Hadoop file system in the memory of this process: whoever reads and writes files does the same
 * here, without a disk. All instances of a process show the same files, and no other process sees
 * them. So it serves only where the driver's JVM is the only executor.
 *
 * <p>A file that is being written is there, empty, and has its content when it is closed. Files are
 * neither renamed nor appended to.
 */
public final class MemoryFiles extends FileSystem implements CommitProtocol {
  private static final String SCHEME = "skymask-memory";
  private static final URI HOME = URI.create(SCHEME + ":///");
  private static final MemoryTree TREE = new MemoryTree();

  private Path working = new Path(HOME);

  /** Made by Hadoop. */
  public MemoryFiles() {}

  /** Lets a configuration know the file system, and those that are copied from it. */
  public static void register(Configuration hadoop) {
    hadoop.set("fs." + SCHEME + ".impl", MemoryFiles.class.getName());
  }

  /** A directory that nobody else has; it is to be deleted, for nothing else frees it. */
  public static Path fresh() {
    return new Path(SCHEME + ":/" + UUID.randomUUID());
  }

  @Override
  public void initialize(URI name, Configuration hadoop) throws IOException {
    super.initialize(name, hadoop);
    setConf(hadoop);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return HOME;
  }

  private String name(Path path) {
    checkPath(path);
    return makeQualified(path).toUri().getPath();
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    MemoryNode node = found(path);
    if (node.isDirectory()) {
      throw new FileNotFoundException(path + " is a directory, expected a file");
    }
    return new FSDataInputStream(new MemoryInput(node.content()));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      @Nullable FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long blockSize,
      @Nullable Progressable progress)
      throws IOException {
    String name = name(path);
    if (!TREE.put(name, new byte[0], overwrite)) {
      throw new FileAlreadyExistsException(path + " exists");
    }
    return new FSDataOutputStream(new Output(name), statistics);
  }

  private static final class Output extends ByteArrayOutputStream {
    private final String name;
    private boolean closed;

    Output(String name) {
      super(1 << 12);
      this.name = name;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        TREE.put(name, toByteArray(), true);
      }
    }
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    String name = name(path);
    if (!recursive && TREE.hasChildren(name)) {
      throw new PathIsNotEmptyDirectoryException(path.toString());
    }
    return TREE.remove(name);
  }

  @Override
  public boolean mkdirs(Path path, @Nullable FsPermission permission)
      throws ParentNotDirectoryException {
    TREE.makeDirectories(name(path));
    return true;
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    Path whole = makeQualified(path);
    MemoryNode node = found(path);
    if (!node.isDirectory()) {
      return new FileStatus[] {status(whole, node)};
    }
    return TREE.children(name(path)).entrySet().stream()
        .map(child -> status(new Path(whole, child.getKey()), child.getValue()))
        .toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return status(makeQualified(path), found(path));
  }

  private MemoryNode found(Path path) throws FileNotFoundException {
    MemoryNode node = TREE.find(name(path));
    if (node == null) {
      throw new FileNotFoundException(path + " does not exist");
    }
    return node;
  }

  private static FileStatus status(Path path, MemoryNode node) {
    return new FileStatus(
        node.content().length, node.isDirectory(), 1, Integer.MAX_VALUE, node.modified(), path);
  }

  @Override
  public void setWorkingDirectory(Path path) {
    working = makeQualified(path);
  }

  @Override
  public Path getWorkingDirectory() {
    return working;
  }

  @Override
  public FSDataOutputStream append(Path path, int buffer, @Nullable Progressable progress) {
    throw new UnsupportedOperationException("files in memory are not appended to");
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("files in memory are not renamed");
  }

  @Override
  public boolean createIfAbsent(Path file, byte[] content) throws IOException {
    return TREE.put(name(file), content.clone(), false);
  }

  @Override
  public boolean lasts() {
    return false;
  }
}
