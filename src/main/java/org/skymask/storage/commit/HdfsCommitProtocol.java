package org.skymask.storage.commit;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.Storage;

/**
 * Commits on HDFS: a temporary file is written and synchronised to the DataNodes' disks, then
 * renamed by {@code Rename.NONE}, which the NameNode carries out as one operation that fails where
 * the name exists. ({@code FileSystem.rename(Path, Path)} guarantees neither.)
 */
class HdfsCommitProtocol extends StagedCommitProtocol {
  private final DistributedFileSystem fs;

  HdfsCommitProtocol(DistributedFileSystem fs) {
    this.fs = fs;
  }

  /** Asks the NameNode; nothing is written. */
  @Override
  public void rehearse(Path file) throws IOException {
    try {
      Path place = Storage.existing(fs, file.getParent());
      fs.access(place, FsAction.WRITE_EXECUTE);
      if (fs.isInSafeMode()) {
        throw new IOException("Name node is in safe mode");
      }
    } catch (IOException e) {
      throw new IOException(file + " could not be committed: " + Storage.reason(e), e);
    }
  }

  @Override
  protected void write(Path temporary, byte[] content) throws IOException {
    try (FSDataOutputStream out = fs.create(temporary, false)) {
      out.write(content);
      out.hsync();
    }
  }

  @Override
  protected void publish(Path temporary, Path file) throws IOException {
    fs.rename(temporary, file, Rename.NONE);
  }

  /** The NameNode has logged the rename before it answers. */
  @Override
  protected void seal(Path file) {}

  @Override
  protected void remove(Path temporary) throws IOException {
    fs.delete(temporary, false);
  }

  @Override
  protected byte @Nullable [] read(Path file) throws IOException {
    try {
      return fs.getFileStatus(file).isDirectory() ? new byte[0] : Storage.read(fs, file);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  @Override
  protected boolean isRefusal(Exception failure) {
    return failure instanceof AccessControlException
        || failure instanceof SafeModeException
        || failure instanceof ClusterStorageCapacityExceededException
        || failure instanceof ParentNotDirectoryException;
  }
}
